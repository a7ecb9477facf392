// The search page: reads ?q= and ?kind= from the address and lists what Pagefind's index finds.
// Nothing is fetched until there is something to look for.
(function () {
  "use strict";
  var base = new URL("..", document.currentScript.src);
  var form = document.querySelector("form.find");
  var input = form.elements.q;
  var kinds = form.elements.kind;
  var section = document.getElementById("site-results");
  var count = section.querySelector(".result-count");
  var meant = section.querySelector(".meant");
  var list = section.querySelector("ol");
  var more = section.querySelector("button");
  var words = section.dataset;
  var names = {};
  var step = 8;
  var few = 3;
  var index = null;
  var known = null;
  var asked = 0;

  function load() {
    index = index || import(base.href + "pagefind/pagefind.js").then(function (pagefind) {
      return Promise.resolve(pagefind.options({ baseUrl: base.pathname, noWorker: true })).then(function () {
        return pagefind.filters();
      }).then(function () {
        return pagefind;
      });
    });
    return index;
  }

  // The words of all titles, summaries and explained words, to mend a slip by.
  function knownWords() {
    known = known || fetch(base.href + "search/words.json").then(function (answer) {
      return answer.json();
    });
    return known;
  }

  function address(query, kind) {
    var found = new URLSearchParams({ q: query });
    if (kind) found.set("kind", kind);
    return "?" + found;
  }

  function sentence(found, query, kind) {
    var said = found === 0 ? words.none : found === 1 ? words.one : words.many;
    said = said.replace("{count}", found).replace("{query}", query);
    return kind ? words.only.replace("{found}", said).replace("{kind}", names[kind]) : said;
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
    var kind = document.createElement("p");
    var id = (page.filters.kind || [])[0];
    link.href = page.url;
    link.textContent = page.meta.title;
    // An Easy Read page has the name of the page it is made from.
    if (id === "easy_read") link.append(" (" + names[id] + ")");
    heading.append(link);
    kind.className = "quiet";
    kind.textContent = names[id] || "";
    li.append(heading, kind, excerpt(page.excerpt));
    return li;
  }

  function show(results, from, turn) {
    var next = results.slice(from, from + step);
    return Promise.all(next.map(function (result) { return result.data(); })).then(function (pages) {
      if (turn !== asked) return;
      pages.forEach(function (page) { list.append(item(page)); });
      more.hidden = from + step >= results.length;
      more.onclick = function () {
        show(results, from + step, turn).then(function () {
          list.children[from + step].querySelector("a").focus();
        });
      };
    });
  }

  // Each kind says how many pages of it were found; one without any stays, so that the list of
  // kinds is always the same.
  function countKinds(totals) {
    Array.from(kinds.options).forEach(function (option) {
      var number = option.value && totals ? " (" + (totals[option.value] || 0) + ")" : "";
      option.textContent = option.dataset.title + number;
    });
  }

  // How many letters must change, be added, left out or change places with the next.
  function distance(one, two) {
    var before = [];
    var last = Array.from({ length: two.length + 1 }, function (_, j) { return j; });
    for (var i = 1; i <= one.length; i++) {
      var row = [i];
      for (var j = 1; j <= two.length; j++) {
        var same = one[i - 1] === two[j - 1];
        row[j] = Math.min(row[j - 1] + 1, last[j] + 1, last[j - 1] + (same ? 0 : 1));
        if (i > 1 && j > 1 && one[i - 1] === two[j - 2] && one[i - 2] === two[j - 1]) {
          row[j] = Math.min(row[j], before[j - 2] + 1);
        }
      }
      before = last;
      last = row;
    }
    return last[two.length];
  }

  function nearest(word, vocabulary) {
    var most = word.length < 4 ? 0 : word.length < 7 ? 1 : 2;
    var best = word;
    vocabulary.forEach(function (other) {
      if (Math.abs(other.length - word.length) > most) return;
      var far = distance(word, other);
      if (far > 0 && far <= most) {
        best = other;
        most = far - 1;
      }
    });
    return best;
  }

  // A word that finds next to nothing by itself may be a slip: Pagefind finds words that begin
  // as a misspelt one does, so a slip may find a little.
  function slips(query, pagefind) {
    var each = query.toLowerCase().split(/\s+/).map(function (word) {
      return pagefind.search(word).then(function (found) {
        return { word: word, rare: found.results.length < few };
      });
    });
    return Promise.all(each);
  }

  function suggest(query, pagefind, turn) {
    return slips(query, pagefind).then(function (each) {
      if (!each.some(function (one) { return one.rare; })) return query;
      return knownWords().then(function (vocabulary) {
        return each.map(function (one) {
          var slip = one.rare && !vocabulary.includes(one.word);
          return slip ? nearest(one.word, vocabulary) : one.word;
        }).join(" ");
      });
    }).then(function (better) {
      if (turn !== asked || better.toLowerCase() === query.toLowerCase()) return;
      var link = document.createElement("a");
      var parts = words.meant.split("{query}");
      link.href = address(better, kinds.value);
      link.textContent = better;
      meant.replaceChildren(parts[0], link, parts[1] || "");
      meant.hidden = false;
    }).catch(function () {});
  }

  function search(query, kind) {
    var turn = ++asked;
    section.hidden = !query;
    list.replaceChildren();
    meant.replaceChildren();
    more.hidden = meant.hidden = true;
    countKinds(null);
    if (!query) return;
    count.textContent = words.loading;
    load().then(function (pagefind) {
      var options = kind ? { filters: { kind: kind } } : {};
      return pagefind.search(query, options).then(function (found) {
        if (turn !== asked) return;
        countKinds(found.totalFilters.kind);
        return Promise.all([
          show(found.results, 0, turn),
          suggest(query, pagefind, turn),
        ]).then(function () {
          if (turn === asked) count.textContent = sentence(found.results.length, query, kind);
        });
      });
    }).catch(function () {
      count.textContent = words.failed;
    });
  }

  function fromAddress() {
    var asked_ = new URLSearchParams(location.search);
    var query = (asked_.get("q") || "").trim();
    input.value = query;
    kinds.value = asked_.get("kind") || "";
    if (kinds.selectedIndex < 0) kinds.value = "";
    search(query, kinds.value);
  }

  function fromForm(event) {
    event.preventDefault();
    var query = input.value.trim();
    history.pushState(null, "", address(query, kinds.value));
    search(query, kinds.value);
  }

  Array.from(kinds.options).forEach(function (option) {
    option.dataset.title = option.textContent;
    names[option.value] = option.dataset.one;
  });
  kinds.disabled = false;
  kinds.parentElement.hidden = false;
  form.addEventListener("submit", fromForm);
  kinds.addEventListener("change", fromForm);
  meant.addEventListener("click", function (event) {
    if (!event.target.search || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    history.pushState(null, "", event.target.search);
    fromAddress();
    input.focus();
  });
  window.addEventListener("popstate", fromAddress);
  fromAddress();
})();
