// Links that work from a folder on disk: a web server answers a folder's address with its
// index.html; a disk does not.
document.documentElement.classList.add("on-disk");
document.addEventListener("DOMContentLoaded", function () {
  document.querySelectorAll("a[href], form[action]").forEach(function (element) {
    var name = element.tagName === "A" ? "href" : "action";
    var url = new URL(element.getAttribute(name), location.href);
    if (url.protocol === "file:" && url.pathname.endsWith("/")) {
      url.pathname += "index.html";
      element.setAttribute(name, url.href);
    }
  });
});
