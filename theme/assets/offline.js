// Has the service worker keep this page, so that it can be read offline.
const root = new URL("..", import.meta.url);
const worker = navigator.serviceWorker;

worker
  .register(new URL("sw.js", root))
  .then(() => worker.ready)
  .then(({ active }) => {
    const parts = performance.getEntriesByType("resource").map((entry) => entry.name);
    active.postMessage([location.href, ...parts]);
  })
  .catch(() => {}); // a browser that keeps nothing: the page is read as ever
