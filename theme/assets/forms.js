// What a form does beyond the browser's own checks: every mistake in words, in a summary that takes
// the focus and beside its field. Without this file the browser says what is missing.
(function () {
  var form = document.querySelector(".form");
  var words = form.dataset;
  var title = document.title;
  var summary = null;
  form.noValidate = true;

  function controls(field) {
    return Array.from(field.querySelectorAll("input, select, textarea"));
  }

  function isRealDate(values) {
    var numbers = values.map(Number);
    var date = new Date(numbers[2], numbers[1] - 1, numbers[0]);
    return numbers[2] > 999 && date.getMonth() === numbers[1] - 1 && date.getDate() === numbers[0];
  }

  function isNeeded(field) {
    var parts = (field.dataset.when || "").split("=");
    return parts[1] && form.elements[parts[0]].value === parts[1];
  }

  // Returns what to say of a field, or nothing.
  function mistake(field) {
    var all = controls(field);
    var first = all[0];
    var values = all.map(function (one) { return one.value.trim(); });
    if (field.dataset.rule === "any") return values.some(Boolean) ? "" : field.dataset.wrong;
    if (field.dataset.rule === "date") {
      return values.some(Boolean) && !isRealDate(values) ? field.dataset.wrong : "";
    }
    if (field.parentElement.className === "date") return "";
    if (isNeeded(field) && !values[0]) return field.dataset.wrong;
    if (first.required && (first.validity.valueMissing || !values[0])) return field.dataset.missing;
    return first.validity.valid ? "" : field.dataset.wrong || first.validationMessage;
  }

  function describe(element, id, add) {
    var ids = (element.getAttribute("aria-describedby") || "").split(" ").filter(function (one) {
      return one && one !== id;
    });
    if (add) ids.push(id);
    if (ids.length) element.setAttribute("aria-describedby", ids.join(" "));
    else element.removeAttribute("aria-describedby");
  }

  function mark(field, text) {
    var all = controls(field);
    var owner = field.tagName === "FIELDSET" ? field : all[0];
    var id = all[0].id + (field.dataset.rule ? "-group" : "") + "-error";
    var old = document.getElementById(id);
    if (old) old.remove();
    field.classList.toggle("wrong", Boolean(text));
    describe(owner, id, text);
    all.forEach(function (one) {
      if (text) one.setAttribute("aria-invalid", "true");
      else if (!one.closest(".wrong")) one.removeAttribute("aria-invalid");
    });
    if (!text) return;
    var line = document.createElement("p");
    var prefix = document.createElement("span");
    line.id = id;
    line.className = "error";
    prefix.textContent = words.error + " ";
    line.append(prefix, text);
    var before = Array.from(field.children).filter(function (one) {
      return one.matches("legend, label:not(.choice), .hint");
    }).pop();
    before.after(line);
  }

  function listItem(found) {
    var item = document.createElement("li");
    var link = document.createElement("a");
    link.href = "#" + found.control.id;
    link.textContent = found.text;
    link.addEventListener("click", function (event) {
      event.preventDefault();
      found.field.scrollIntoView();
      found.control.focus();
    });
    item.append(link);
    return item;
  }

  function summarise(found) {
    if (summary) summary.remove();
    summary = document.createElement("div");
    var alert = document.createElement("div");
    var heading = document.createElement("h2");
    var list = document.createElement("ul");
    summary.className = "error-summary";
    summary.tabIndex = -1;
    alert.setAttribute("role", "alert");
    heading.textContent = words.problem;
    list.append.apply(list, found.map(listItem));
    alert.append(heading, list);
    summary.append(alert);
    document.querySelector("h1").before(summary);
    document.title = words.error + " " + title;
    summary.focus();
  }

  function check() {
    var found = [];
    form.querySelectorAll(".field").forEach(function (field) {
      var text = mistake(field);
      mark(field, text);
      if (text) found.push({ field: field, text: text, control: controls(field)[0] });
    });
    return found;
  }

  // The answers as an email, a line or a paragraph each.
  function answers() {
    return Array.from(form.querySelectorAll(".field")).map(function (field) {
      var all = controls(field).filter(function (one) {
        return one.value.trim() && (one.type !== "radio" || one.checked);
      });
      if (!all.length || field.dataset.rule === "any" || field.parentElement.className === "date") return "";
      var said = all.map(function (one) {
        return one.type === "radio" ? one.parentElement.textContent.trim() : one.value.trim();
      });
      var label = field.dataset.label;
      return label + (label.endsWith("?") ? " " : ": ") + said.join(" ");
    }).filter(Boolean).join("\n");
  }

  function openEmail() {
    var ready = document.querySelector(".email-ready");
    var text = answers();
    var address = "mailto:" + words.contact + "?subject=" + encodeURIComponent(words.subject) +
      "&body=" + encodeURIComponent(text.replace(/\n/g, "\r\n"));
    ready.querySelector("a").href = address;
    ready.querySelector(".email-text").textContent = text;
    ready.hidden = false;
    ready.focus();
    location.href = address;
  }

  form.addEventListener("submit", function (event) {
    var found = check();
    if (found.length) {
      event.preventDefault();
      summarise(found);
      return;
    }
    if (summary) summary.remove();
    document.title = title;
    if (words.contact) {
      event.preventDefault();
      openEmail();
    }
  });

  // A link from a page says which page it is.
  var page = new URLSearchParams(location.search).get("page");
  if (page && form.elements.page) {
    form.elements.page.value = page;
    form.elements.what.value = "part";
  }
})();
