// The page of reading preferences. A choice stands as data-* on the root element, where
// preferences.css finds it; site.js sets it again on every page before that page is painted.
(function () {
  var root = document.documentElement;
  var form = document.getElementById("preferences");
  var status = form.querySelector("[role=status]");
  var words = form.dataset;
  var key = "handbook-preferences";
  var sheet = new URL("preferences.css", document.currentScript.src).href;
  var groups = Array.from(form.querySelectorAll("fieldset"), function (fieldset) {
    return fieldset.querySelector("input").name;
  });

  function chosen() {
    var values = {};
    groups.forEach(function (name) {
      if (form.elements[name].value) values[name] = form.elements[name].value;
    });
    return values;
  }

  function apply(values) {
    groups.forEach(function (name) {
      if (values[name]) root.dataset[name] = values[name];
      else delete root.dataset[name];
    });
    if (document.querySelector("link[href='" + sheet + "']")) return;
    var link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = sheet;
    document.head.append(link);
  }

  function keep(values) {
    try {
      if (Object.keys(values).length) localStorage.setItem(key, JSON.stringify(values));
      else localStorage.removeItem(key);
      return true;
    } catch (error) {
      return false;
    }
  }

  function take(text) {
    var values = chosen();
    apply(values);
    status.textContent = keep(values) ? text : words.notKept;
  }

  form.addEventListener("change", function (event) {
    var group = event.target.closest("fieldset").querySelector("legend").textContent;
    var choice = event.target.parentElement.textContent.trim();
    take(words.set.replace("{group}", group).replace("{choice}", choice));
  });
  // A form takes its first values after this event, not before it.
  form.addEventListener("reset", function () {
    setTimeout(function () { take(words.reset); });
  });
  groups.forEach(function (name) {
    var radio = form.querySelector("[name=" + name + "][value='" + root.dataset[name] + "']");
    if (radio) radio.checked = true;
  });
})();
