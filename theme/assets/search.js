// The search page: reads ?q= from the address and lists what Pagefind's index finds.
// Nothing is fetched until there is something to look for.
(function () {
  "use strict";
  var base = new URL("..", document.currentScript.src);
  var input = document.getElementById("site-find");
  var section = document.getElementById("site-results");
  var status = section.querySelector("[role=status]");
  var list = section.querySelector("ol");
  var more = section.querySelector("button");
  var words = section.dataset;
  var step = 10;
  var index = null;
  var asked = 0;

  function load() {
    index = index || import(base.href + "pagefind/pagefind.js").then(function (pagefind) {
      return Promise.resolve(pagefind.options({ baseUrl: base.pathname })).then(function () {
        return pagefind;
      });
    });
    return index;
  }

  function sentence(count, query) {
    var words_ = count === 0 ? words.none : count === 1 ? words.one : words.many;
    return words_.replace("{count}", count).replace("{query}", query);
  }

  // An excerpt is text with <mark> around what was found; nothing else of it is kept.
  function excerpt(html) {
    var paragraph = document.createElement("p");
    paragraph.append("\u2026 ");
    new DOMParser().parseFromString(html, "text/html").body.childNodes.forEach(function (node) {
      var mark = node.nodeName === "MARK" ? document.createElement("mark") : null;
      var text = document.createTextNode(node.textContent);
      if (mark) mark.append(text);
      paragraph.append(mark || text);
    });
    paragraph.append(" \u2026");
    return paragraph;
  }

  function item(page) {
    var li = document.createElement("li");
    var heading = document.createElement("h3");
    var link = document.createElement("a");
    link.href = page.url;
    link.textContent = page.meta.title;
    heading.append(link);
    var kind = document.createElement("p");
    kind.className = "quiet";
    kind.textContent = page.meta.kind || words.page;
    li.append(heading, kind, excerpt(page.excerpt));
    return li;
  }

  function show(results, from) {
    var next = results.slice(from, from + step);
    return Promise.all(next.map(function (result) { return result.data(); })).then(function (pages) {
      pages.forEach(function (page) { list.append(item(page)); });
      more.hidden = from + step >= results.length;
      more.onclick = function () {
        show(results, from + step).then(function () {
          list.children[from + step].querySelector("a").focus();
        });
      };
    });
  }

  function search(query) {
    var turn = ++asked;
    section.hidden = !query;
    list.replaceChildren();
    more.hidden = true;
    if (!query) return;
    status.textContent = words.loading;
    load().then(function (pagefind) {
      return pagefind.search(query);
    }).then(function (found) {
      if (turn !== asked) return;
      return show(found.results, 0).then(function () {
        status.textContent = sentence(found.results.length, query);
      });
    }).catch(function () {
      status.textContent = words.failed;
    });
  }

  function fromAddress() {
    var query = (new URLSearchParams(location.search).get("q") || "").trim();
    input.value = query;
    search(query);
  }

  input.form.addEventListener("submit", function (event) {
    event.preventDefault();
    var query = input.value.trim();
    history.pushState(null, "", "?q=" + encodeURIComponent(query));
    search(query);
  });
  window.addEventListener("popstate", fromAddress);
  fromAddress();
})();
