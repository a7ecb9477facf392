// The boxes of a list's filter come once the list is in view, the filter is opened, a key was
// pressed, or the address asks for them. A page opened from a disk has the links alone.
(function () {
  var form = document.querySelector(".filter");
  var script = new URL("filter.js", document.currentScript.src).href;
  var watch = new IntersectionObserver(function (seen) {
    if (seen[0].isIntersecting) load();
  }, { rootMargin: "0% 0% -25%" });
  function load() {
    watch.disconnect();
    import(script);
  }
  if (location.protocol === "file:") return form.remove();
  if (location.search) load();
  else watch.observe(form);
  form.addEventListener("toggle", load, { capture: true, once: true });
  addEventListener("keydown", load, { once: true });
})();
