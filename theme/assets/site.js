// The menu button on narrow screens, and links that work from a folder on disk.
// Everything is there without this file; it only folds the menu away.
(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.add("js");

  function foldMenu() {
    var button = document.querySelector(".menu");
    function set(open) {
      button.setAttribute("aria-expanded", String(open));
    }
    button.addEventListener("click", function () {
      set(button.getAttribute("aria-expanded") !== "true");
    });
    document.querySelector(".site-header").addEventListener("keydown", function (event) {
      if (event.key === "Escape" && button.getAttribute("aria-expanded") === "true") {
        set(false);
        if (button.offsetParent) button.focus();
      }
    });
  }

  // A web server answers a folder's address with its index.html; a disk does not.
  function nameFiles() {
    document.querySelectorAll("a[href], form[action]").forEach(function (element) {
      var name = element.tagName === "A" ? "href" : "action";
      var url = new URL(element.getAttribute(name), location.href);
      if (url.protocol === "file:" && url.pathname.endsWith("/")) {
        url.pathname += "index.html";
        element.setAttribute(name, url.href);
      }
    });
  }

  document.addEventListener("DOMContentLoaded", function () {
    foldMenu();
    if (location.protocol === "file:") nameFiles();
  });
})();
