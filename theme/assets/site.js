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

  // The buttons for the plan come once a recommendation is near, or a key was pressed; on a list,
  // which keeps room for them, once it is in view.
  function offerPlan() {
    var items = document.querySelectorAll(".recommendation");
    var watch = new IntersectionObserver(function (seen) {
      if (seen.some(function (one) { return one.isIntersecting; })) load();
    }, { rootMargin: document.querySelector(".filter") ? "0%" : "100%" });
    function load() {
      watch.disconnect();
      import(assets + "plan/toggles.js");
    }
    items.forEach(function (item) { watch.observe(item); });
    if (items[0]) addEventListener("keydown", load, { once: true });
  }

  prefer();
  if (onDisk) document.write('<script src="' + assets + 'on-disk.js"></' + "script>");
  document.addEventListener("DOMContentLoaded", function () {
    foldMenu();
    if (!onDisk) offerPlan();
  });
  if (!onDisk && isSecureContext && navigator.serviceWorker) {
    addEventListener("load", function () {
      import(assets + "offline.js");
    });
  }
})();
