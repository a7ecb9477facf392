// The filter of a list comes once the list is near, a key was pressed, or the address asks for it.
(function () {
  var filter = new URL("filter.js", document.currentScript.src).href;
  var watch = new IntersectionObserver(function (seen) {
    if (seen.some(function (one) { return one.isIntersecting; })) load();
  }, { rootMargin: "100%" });
  function load() {
    watch.disconnect();
    import(filter);
  }
  if (location.protocol === "file:") return;
  if (location.search) load();
  else watch.observe(document.querySelector(".browse"));
  addEventListener("keydown", load, { once: true });
})();
