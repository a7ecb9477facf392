// The page on reading offline: what is kept on this device, keeping all of it, removing all of it.
const root = new URL("..", import.meta.url);
const section = document.getElementById("offline-kept");
const status = section.querySelector("[role=status]");
const list = section.querySelector("ul");
const [keepAll, removeAll] = section.querySelectorAll("button");
const words = section.dataset;
const prefix = `handbook ${root.pathname} `;

const PATIENCE = 30000; // milliseconds that the worker has to begin
let shown = 0;

const named = async () => (await caches.keys()).filter((one) => one.startsWith(prefix));
const say = (text, count) => { status.textContent = text.replace("{count}", count); };

async function pages() {
  const answer = await fetch(new URL("offline/pages.json", root));
  return answer.json();
}

async function kept() {
  const found = new Set();
  for (const one of await named()) {
    for (const request of await (await caches.open(one)).keys()) found.add(request.url);
  }
  return found;
}

function item({ title, url }) {
  const li = document.createElement("li");
  const link = document.createElement("a");
  link.href = new URL(url, root);
  link.textContent = title;
  li.append(link);
  return li;
}

async function show() {
  const turn = ++shown;
  const there = await kept();
  const all = (await pages()).pages.filter(({ url }) => there.has(new URL(url, root).href));
  if (turn !== shown) return; // who began later knows more
  list.replaceChildren(...all.map(item));
  say(all.length === 1 ? words.one : words.many, all.length);
  removeAll.hidden = there.size === 0;
}

const begun = () => Promise.race([
  navigator.serviceWorker.ready,
  new Promise((_, fail) => { setTimeout(fail, PATIENCE, new Error("the worker does not begin")); }),
]);

async function keepEverything() {
  const { pages: all, pictures } = await pages();
  const urls = [...all.map(({ url }) => url), ...pictures];
  say(words.keeping, all.length);
  await begun(); // it makes what all is kept in
  const [current] = (await named()).slice(-1);
  if (!current) throw new Error("nothing is kept here");
  const cache = await caches.open(current);
  for (let from = 0; from < urls.length; from += 8) {
    await cache.addAll(urls.slice(from, from + 8).map((url) => new URL(url, root)));
  }
  await show();
}

async function removeEverything() {
  for (const one of await named()) await caches.delete(one);
  for (const one of await navigator.serviceWorker.getRegistrations()) {
    if (one.scope === root.href) await one.unregister();
  }
  list.replaceChildren();
  removeAll.hidden = true;
  say(words.removed);
  status.focus();
}

function showMissing() {
  const page = new URLSearchParams(location.search).get("page") || "";
  if (!page.startsWith(root.href)) return;
  const notice = document.getElementById("offline-missing");
  notice.querySelector("a").href = page;
  notice.hidden = false;
}

showMissing();
if (isSecureContext && "serviceWorker" in navigator && "caches" in window) {
  keepAll.addEventListener("click", () => keepEverything().catch(() => say(words.failed)));
  removeAll.addEventListener("click", removeEverything);
  navigator.serviceWorker.ready.then(show).catch(() => say(words.failed));
} else {
  section.hidden = true;
}
