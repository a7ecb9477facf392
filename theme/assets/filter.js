// A filter for a list: its boxes come from the links to each facet's pages, and what each item is
// marked with decides what stays. "Or" inside a facet, "and" between facets. What is chosen stands
// in the address, so that it can be shared and Back takes it away again.

const style = make("link", document.head);
style.rel = "stylesheet";
style.href = new URL("filter.css", import.meta.url).href;
await new Promise((done) => { style.onload = style.onerror = done; });
const form = document.querySelector(".filter");
const list = document.getElementById("site-list");
const status = list.querySelector("[role=status]");
const items = [...list.querySelectorAll(".entry, .recommendation")];
const words = form.dataset;
const whole = status.textContent;
const outer = form.firstElementChild;
const facets = [...document.querySelectorAll("[data-facet]")].map(makeFacet);
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
  outer.lastElementChild.before(details);
  return details;
}

function fits(item, wanted) {
  return Object.keys(wanted).every((facet) => {
    const marked = item.closest("[data-" + facet + "]");
    const marks = marked ? marked.dataset[facet].split(" ") : [];
    return wanted[facet].some((value) => marks.includes(value));
  });
}

function counted(count) {
  return words.count.replace("{count}", count).replace("{kinds}", count === 1 ? words.kind : words.kinds);
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
  const said = (count ? words.showing : words.none)
    .replace("{count}", count).replace("{total}", items.length).replace("{kinds}", words.kinds);
  status.textContent = chosen.length ? said : whole;
  form.querySelector("[type=submit]").textContent = words.show.replace("{count}", counted(count));
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
  try {
    history.pushState(null, "", query ? "?" + query : location.pathname);
  } catch (refused) {
    // A page opened from a folder on disk keeps no state in its address.
  }
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
