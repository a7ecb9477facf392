// Keeps what a reader has opened for reading offline: the shell at once, then each page and its
// pictures as they are opened. What is kept answers first and is made fresh behind it.
// The build fills in the two values below; another build means another version.
const version = "{version}";
const shell = {shell};
const root = new URL("./", self.location).href;
const prefix = `handbook ${new URL(root).pathname} `;
const name = prefix + version;
const visited = `${root}offline/visited`;

const bare = (url) => url.split(/[?#]/)[0];
const ours = (url) => url.startsWith(root) && !/^(downloads|edit|pagefind)\//.test(url.slice(root.length));

self.addEventListener("install", (event) => {
  const requests = shell.map((path) => new Request(root + path, { cache: "reload" }));
  event.waitUntil(
    caches.open(name).then((cache) => cache.addAll(requests)).then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(leaveOldVersions().then(() => self.clients.claim()));
});

// A page says what it was made of; that is kept, and so is what an older version had kept.
self.addEventListener("message", (event) => {
  event.waitUntil(keep(event.data));
});

self.addEventListener("fetch", (event) => {
  const { method, url, headers } = event.request;
  if (method === "GET" && ours(url) && !headers.has("range")) event.respondWith(answer(event));
});

async function leaveOldVersions() {
  const cache = await caches.open(name);
  const old = (await caches.keys()).filter((one) => one.startsWith(prefix) && one !== name);
  const urls = [];
  for (const one of old) {
    urls.push(...(await (await caches.open(one)).keys()).map((request) => request.url));
    await caches.delete(one);
  }
  if (urls.length) await cache.put(visited, Response.json(urls));
}

async function keep(urls) {
  const cache = await caches.open(name);
  const before = await cache.match(visited);
  const wanted = [...urls, ...(before ? await before.json() : [])].filter(ours).map(bare);
  await cache.delete(visited);
  for (const url of new Set(wanted)) {
    if (!(await cache.match(url))) await cache.add(url).catch(() => {});
  }
}

async function answer(event) {
  const { request } = event;
  const cache = await caches.open(name);
  const url = bare(request.url);
  const kept = await cache.match(url);
  const fresh = fetch(request).then(async (response) => {
    if (response.ok && response.type === "basic") await cache.put(url, response.clone());
    return response;
  });
  if (kept) {
    event.waitUntil(fresh.catch(() => {}));
    return kept;
  }
  try {
    return await fresh;
  } catch (error) {
    if (request.mode !== "navigate") throw error;
    return Response.redirect(`${root}offline/?page=${encodeURIComponent(request.url)}`);
  }
}
