// A filter for a list: its boxes come from the links to each facet's pages, and what each item is
// marked with decides what stays. "Or" inside a facet, "and" between facets. What is chosen stands
// in the address, so that it can be shared and Back takes it away again.
import words from "./filter-words.js";

const style = make("link", document.head);
style.rel = "stylesheet";
style.href = new URL("filter.css", import.meta.url).href;
await new Promise((done) => { style.onload = style.onerror = done; });
const form = document.querySelector(".filter");
const list = document.getElementById("site-list");
const status = list.querySelector("[role=status]");
const { kind, kinds, total } = form.dataset;
const whole = status.textContent;
const outer = form.firstElementChild;
const facets = [...document.querySelectorAll("[data-facet]")].map(makeFacet);
const show = makeActions();
const boxes = [...form.querySelectorAll("input")];
const first = entries().length;
let missing = form.dataset.entries;

function entries() {
  return [...list.querySelectorAll(".entry, .recommendation")];
}

// A long list has its first entries on the page; the others come when a filter is set. Says
// whether all are here: a reader without a network filters those that are.
async function complete() {
  const found = missing && (await fetch(missing).then((answer) => answer.json()).catch(() => null));
  if (!missing || !found) return !missing;
  const whole = document.createElement("template");
  whole.innerHTML = found.entries;
  missing = "";
  for (const part of [...list.children]) if (part !== status && !part.matches(".pager")) part.remove();
  status.after(whole.content);
  dispatchEvent(new Event("entries"));
  return true;
}

function make(tag, parent, text, name) {
  const element = document.createElement(tag);
  element.textContent = text || "";
  if (name) element.className = name;
  parent.append(element);
  return element;
}

function makeFacet(links) {
  const details = document.createElement("details");
  const title = document.querySelector("#site-by-" + links.dataset.facet).textContent;
  make("span", make("summary", details, title + " "), "", "chosen");
  const group = make("fieldset", details);
  make("legend", group, title);
  for (const link of links.querySelectorAll("a")) {
    const label = make("label", group);
    const box = make("input", label);
    box.type = "checkbox";
    box.name = links.dataset.facet;
    box.value = link.pathname.match(/([^/]+)\/(index\.html)?$/)[1];
    label.append(link.textContent + " " + link.nextElementSibling.textContent);
  }
  outer.append(details);
  return details;
}

function makeActions() {
  const line = make("p", outer, "", "filter-actions");
  const button = make("button", line, "", "button first");
  make("button", line, words.clear, "button").type = "reset";
  return button;
}

function fits(item, wanted) {
  return Object.keys(wanted).every((facet) => {
    const marked = item.closest("[data-" + facet + "]");
    const marks = marked ? marked.dataset[facet].split(" ") : [];
    return wanted[facet].some((value) => marks.includes(value));
  });
}

function fill(text, count) {
  const name = count === 1 && text === words.count ? kind : kinds;
  return text.replace("{count}", count).replace("{total}", total).replace("{kinds}", name);
}

function note(details, count) {
  details.querySelector(".chosen").textContent =
    count ? "(" + words.chosen.replace("{count}", count) + ")" : "";
}

async function apply() {
  const wanted = {};
  const chosen = boxes.filter((box) => box.checked);
  for (const box of chosen) (wanted[box.name] = wanted[box.name] || []).push(box.value);
  const all = !chosen.length || (await complete());
  const items = entries();
  const fitting = new Set(items.filter((item) => fits(item, wanted)));
  const count = chosen.length ? fitting.size : Number(total);
  items.forEach((item, at) => { item.hidden = chosen.length ? !fitting.has(item) : at >= first; });
  const pager = list.querySelector(".pager");
  if (pager) pager.hidden = chosen.length > 0 && all;
  for (const part of list.querySelectorAll("section")) {
    part.hidden = !part.querySelector(".recommendation:not([hidden])");
  }
  const text = !chosen.length ? whole : !all ? words.showing_part : count ? words.showing : words.showing_none;
  status.textContent = fill(text, count).replace("{here}", first);
  show.textContent = words.show.replace("{count}", fill(words.count, count));
  note(outer, chosen.length);
  for (const facet of facets) note(facet, facet.querySelectorAll(":checked").length);
}

function read() {
  const asked = new URLSearchParams(location.search);
  for (const box of boxes) {
    box.checked = asked.getAll(box.name).includes(box.value);
    if (box.checked) box.closest("details").open = true;
  }
  apply();
}

function keep() {
  apply();
  const query = new URLSearchParams(new FormData(form)).toString();
  history.pushState(null, "", query ? "?" + query : location.pathname);
}

form.addEventListener("change", keep);
form.addEventListener("reset", (event) => {
  event.preventDefault();
  for (const box of boxes) box.checked = false;
  keep();
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  status.focus();
  status.scrollIntoView();
});
addEventListener("popstate", read);
if (matchMedia("(min-width: 62em)").matches) facets[0].open = outer.open = true;
read();
