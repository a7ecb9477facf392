// What every page does first: it takes on the reader's preferences before it is painted, folds the
// menu away on narrow screens, and sends for what only some pages or places need.
// Everything can be read without this file.
(function () {
  var root = document.documentElement;
  var assets = new URL(".", document.currentScript.src).href;
  var onDisk = location.protocol === "file:";
  root.classList.add("js");

  // A style sheet that the parser meets holds back the first paint in every browser; one that is
  // added as an element does not, and the page would flash.
  function prefer() {
    try {
      var chosen = JSON.parse(localStorage.getItem("handbook-preferences"));
    } catch (error) {
      return;
    }
    for (var name in chosen) root.dataset[name] = chosen[name];
    if (chosen) document.write('<link rel="stylesheet" href="' + assets + 'preferences.css">');
  }

  function foldMenu() {
    var button = document.querySelector(".menu");
    function set(open) {
      button.setAttribute("aria-expanded", open);
    }
    function isOpen() {
      return button.getAttribute("aria-expanded") === "true";
    }
    button.addEventListener("click", function () {
      set(!isOpen());
    });
    document.querySelector(".site-header").addEventListener("keydown", function (event) {
      if (event.key === "Escape" && isOpen()) {
        set(false);
        if (button.offsetParent) button.focus();
      }
    });
  }

  // The buttons for the plan come as soon as a reader scrolls, presses a key, or sees the first
  // recommendation, so that the first view waits for none of it.
  function offerPlan() {
    var first = document.querySelector(".recommendation");
    if (!first) return;
    function load() {
      import(assets + "plan/toggles.js");
    }
    addEventListener("scroll", load, { once: true });
    addEventListener("keydown", load, { once: true });
    new IntersectionObserver(function (seen) {
      if (seen[0].isIntersecting) load();
    }).observe(first);
  }

  // The service worker keeps this page and what it is made of, so that it can be read offline.
  async function keepPage() {
    try {
      var worker = navigator.serviceWorker;
      await worker.register(assets + "../sw.js");
      var parts = performance.getEntriesByType("resource").map(function (part) { return part.name; });
      (await worker.ready).active.postMessage([location.href].concat(parts));
    } catch (error) {} // a browser that keeps nothing: the page is read as ever
  }

  prefer();
  if (onDisk) document.write('<script src="' + assets + 'on-disk.js"></' + "script>");
  document.addEventListener("DOMContentLoaded", function () {
    foldMenu();
    if (!onDisk) offerPlan();
  });
  if (!onDisk) addEventListener("load", keepPage);
})();
