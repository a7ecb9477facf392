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
const items = [...list.querySelectorAll(".entry, .recommendation")];
const { kind, kinds } = form.dataset;
const whole = status.textContent;
const outer = form.firstElementChild;
const facets = [...document.querySelectorAll("[data-facet]")].map(makeFacet);
const show = makeActions();
const boxes = [...form.querySelectorAll("input")];

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
  return text.replace("{count}", count).replace("{total}", items.length).replace("{kinds}", name);
}

function note(details, count) {
  details.querySelector(".chosen").textContent =
    count ? "(" + words.chosen.replace("{count}", count) + ")" : "";
}

function apply() {
  const wanted = {};
  const chosen = boxes.filter((box) => box.checked);
  for (const box of chosen) (wanted[box.name] = wanted[box.name] || []).push(box.value);
  for (const item of items) item.hidden = !fits(item, wanted);
  const count = items.filter((item) => !item.hidden).length;
  for (const part of list.querySelectorAll("section")) {
    part.hidden = !part.querySelector(".recommendation:not([hidden])");
  }
  status.textContent = chosen.length ? fill(count ? words.showing : words.showing_none, count) : whole;
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
