// A button beside each recommendation that puts it into the reader's plan and takes it out.
import { onChange, read, write } from "./store.js";
import words from "./words.js";

const plan = new URL("../../plan/", import.meta.url).href;
const style = document.createElement("link");
style.rel = "stylesheet";
style.href = new URL("../plan.css", import.meta.url).href;
document.head.append(style);
const status = document.createElement("p");
status.className = "hidden";
status.setAttribute("role", "status");
document.querySelector("main").append(status);

// A recommendation is cited as principle/recommendation; its address ends principle/#rec-recommendation.
function idOf(item) {
  const link = item.querySelector("a[href*='#rec-']");
  const address = item.id ? location.pathname + "#" + item.id : link ? link.href : "";
  const found = address.match(/([^/]+)\/(?:index\.html)?#rec-(.+)$/);
  return found && found[1] + "/" + found[2];
}

function toggle(id) {
  const before = read();
  const after = before.filter((entry) => entry.id !== id);
  const added = after.length === before.length;
  if (added) after.push({ id });
  if (!write(after)) return words.failed;
  return (added ? words.added : words.removed).replace("{count}", after.length);
}

function makeButton(item, id, number) {
  const line = document.createElement("p");
  const button = document.createElement("button");
  const link = document.createElement("a");
  const text = item.querySelector(".rec-text");
  text.id = text.id || "plan-text-" + number;
  button.type = "button";
  button.className = "plan-toggle";
  button.textContent = words.add;
  button.setAttribute("aria-describedby", text.id);
  link.href = plan;
  link.textContent = words.see;
  line.className = "plan-line";
  line.append(button, link);
  item.append(line);
  button.addEventListener("click", () => {
    status.textContent = toggle(id);
    show();
  });
  return { id, button, link };
}

let made = [];
function makeAll() {
  made = [];
  document.querySelectorAll(".recommendation").forEach((item, number) => {
    const id = idOf(item);
    if (id) made.push(makeButton(item, id, number));
  });
}

function show() {
  const chosen = new Set(read().map((entry) => entry.id));
  made.forEach(({ id, button, link }) => {
    button.setAttribute("aria-pressed", chosen.has(id));
    link.hidden = !chosen.has(id);
  });
}

// A filter brings the rest of a long list.
addEventListener("entries", () => {
  makeAll();
  show();
});
onChange(show);
addEventListener("pageshow", show);
makeAll();
show();
