// The page with the reader's plan: what was chosen, by stage, with a note, an owner and a date.
import { fromFile, toCsv, toHtml } from "./files.js";
import { onChange, read, write } from "./store.js";

const section = document.getElementById("plan");
const words = section.dataset;
const status = section.querySelector("[role=status]");
const stages = section.querySelector(".plan-stages");
const tools = section.querySelector(".plan-tools");
const template = section.querySelector("template");
const data = new URL("../../plan/recommendations.json", import.meta.url);
let known = new Map();
let order = [];
let emptied = null;
let number = 0;

function say(text, values = {}) {
  status.textContent = text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

function keep(entries, text, values) {
  const kept = write(entries);
  if (!kept || text) say(kept ? text : words.notKept, values);
  return kept;
}

// Entries with what the handbook says of each; one that it no longer has keeps the reader's words.
function rows() {
  return read().map((entry) => ({ stage: "", text: entry.id, ...known.get(entry.id), ...entry }));
}

function groups() {
  const all = rows();
  const places = [...order, { id: "", title: words.gone }];
  return places
    .map(({ id, title }) => ({ id, title, rows: all.filter((row) => row.stage === id) }))
    .filter((group) => group.rows.length);
}

function change(id, name, value) {
  const entries = read().map((entry) => (entry.id === id ? { ...entry, [name]: value } : entry));
  return keep(entries);
}

function fillField(item, field, row) {
  const name = field.dataset.field;
  const paper = field.nextElementSibling;
  field.id = `plan-${name}-${number}`;
  field.previousElementSibling.htmlFor = field.id;
  field.value = paper.textContent = row[name] || "";
  field.addEventListener("input", () => {
    paper.textContent = field.value;
    change(row.id, name, field.value);
  });
  field.addEventListener("change", () => change(row.id, name, field.value) && say(words.kept));
}

function makeItem(row) {
  const item = template.content.firstElementChild.cloneNode(true);
  const link = item.querySelector("a");
  number += 1;
  item.querySelector("legend").textContent = row.text;
  if (row.url) {
    link.textContent = row.principle;
    link.href = row.url;
  }
  link.nextElementSibling.textContent = row.for ? `. ${row.for}.` : "";
  item.querySelectorAll("[data-field]").forEach((field) => fillField(item, field, row));
  item.querySelector(".plan-remove").addEventListener("click", () => remove(item, row.id));
  return item;
}

// What was removed leaves a line in its place with the way to put it back, and the focus there.
function remove(item, id) {
  const before = read();
  const place = before.findIndex((entry) => entry.id === id);
  const line = document.createElement("li");
  const text = document.createElement("span");
  const button = document.createElement("button");
  if (place < 0 || !write(before.filter((entry) => entry.id !== id))) return say(words.notKept);
  const row = { text: id, ...known.get(id), ...before[place] };
  line.className = "plan-removed";
  text.textContent = words.removed.replace("{text}", row.text);
  button.type = "button";
  button.textContent = words.putBack;
  button.addEventListener("click", () => {
    const now = read();
    now.splice(place, 0, before[place]);
    if (!keep(now, words.restored)) return;
    const again = makeItem(row);
    line.replaceWith(again);
    again.querySelector(".plan-remove").focus();
    showTools();
  });
  line.append(text, " ", button);
  item.replaceWith(line);
  button.focus();
  say(text.textContent);
  showTools();
}

function showTools() {
  const count = read().length;
  section.querySelector(".plan-empty").hidden = count > 0;
  tools.querySelectorAll("button").forEach((button) => {
    button.hidden = !count && !(button.dataset.do === "empty" && emptied);
  });
  tools.querySelector("[data-do=empty]").textContent = emptied ? words.putAllBack : words.empty;
}

function render() {
  stages.replaceChildren(
    ...groups().map((group) => {
      const part = document.createElement("section");
      const heading = document.createElement("h3");
      const list = document.createElement("ol");
      heading.id = `plan-stage-${group.id}`;
      heading.textContent = group.title;
      part.setAttribute("aria-labelledby", heading.id);
      list.append(...group.rows.map(makeItem));
      part.append(heading, list);
      return part;
    }),
  );
  showTools();
}

function count() {
  const many = read().length;
  return (many === 1 ? words.countOne : words.count).replace("{count}", many);
}

function save(name, type, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = `${words.file}.${name}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  say(words.saved, { file: link.download });
}

// The one button empties the plan and then puts all of it back.
function empty() {
  const back = emptied;
  emptied = back ? null : read();
  if (!keep(back || [], back ? count() : words.emptied)) emptied = back;
  render();
}

const columns = words.columns.split("|");
const actions = {
  print: () => print(),
  word: () => save("html", "text/html", toHtml(groups(), columns, words.heading, document.documentElement.lang)),
  csv: () => save("csv", "text/csv", toCsv(groups(), columns)),
  empty,
};

// What comes from a file wins over what stands here, unless the file has nothing to say.
async function bringBack(file) {
  const found = await fromFile(file, columns);
  if (!found) return say(words.notAPlan);
  const entries = read();
  found.forEach((row) => {
    const old = entries.find((entry) => entry.id === row.id);
    const told = Object.fromEntries(Object.entries(row).filter(([, value]) => value));
    if (old) Object.assign(old, told);
    else entries.push(told);
  });
  emptied = null;
  if (keep(entries, words.brought, { count: found.length })) render();
}

tools.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button) actions[button.dataset.do]();
});
section.querySelector("[type=file]").addEventListener("change", (event) => {
  const [file] = event.target.files;
  if (file) bringBack(file).finally(() => { event.target.value = ""; });
});
onChange(() => section.contains(document.activeElement) || render());

fetch(data)
  .then((answer) => answer.json())
  .then((found) => {
    order = found.stages;
    known = new Map(found.recommendations.map((one) => [one.id, one]));
    render();
    if (read().length) say(count());
  })
  .catch(() => say(words.failed));
