// The preview's part of a page: what is wrong with the newest files, and the page's other formats.
// Served by `handbook serve` alone; a published page has none of it.
(() => {
  const script = document.currentScript;
  const base = new URL(".", script.src);
  const root = new URL("..", base);
  const make = (tag, words = "", name = "") => {
    const element = document.createElement(tag);
    element.textContent = words;
    if (name) element.className = name;
    return element;
  };
  const said = make("p", "", "preview-said");
  said.setAttribute("role", "status");
  const place = make("div", "", "preview");
  document.body.append(said, place);

  // The panel of problems

  let panel = null;
  const clear = () => {
    if (!panel) return;
    const inside = panel.contains(document.activeElement);
    panel.remove();
    panel = null;
    if (inside) document.querySelector("main")?.focus();
  };
  const show = (problems) => {
    const inside = panel?.contains(document.activeElement);
    clear();
    panel = make("section", "", "preview-panel");
    panel.tabIndex = 0; // it may scroll
    panel.setAttribute("aria-labelledby", "preview-title");
    const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
    const title = make("h2", `${count} in the newest files`);
    title.id = "preview-title";
    const list = make("ol");
    for (const one of problems) {
      const item = make("li");
      const where = make("p");
      where.append(make("code", `${one.path}, line ${one.line}, column ${one.column}`));
      item.append(where, make("p", `What: ${one.message}`), make("p", `How to mend it: ${one.fix}`));
      list.append(item);
    }
    const hide = make("button", "Hide this");
    hide.type = "button";
    hide.addEventListener("click", clear);
    panel.addEventListener("keydown", (event) => {
      if (event.key === "Escape") clear();
    });
    panel.append(title, make("p", "This page is as it was before. It is shown anew once all is mended."), list, hide);
    place.append(panel);
    if (inside) panel.focus();
    said.textContent = `${count}. The first is in ${problems[0].path}, line ${problems[0].line}: ${problems[0].message}`;
  };

  // News of each save

  const shown = fetch(location.href, { cache: "no-store" }).then((answer) => answer.text());
  const plain = (html) => html.replace(/data-version="\d+"/, "");
  let version = Number(script.dataset.version);
  let had = false;
  const hear = async (news) => {
    if (news.problems.length) {
      had = true;
      show(news.problems);
      return;
    }
    clear();
    if (had) said.textContent = "All problems are mended.";
    had = false;
    if (news.version === version) return;
    version = news.version;
    const now = await fetch(location.href, { cache: "no-store" });
    if (plain(await now.text()) !== plain(await shown)) location.reload();
  };
  const listen = () => {
    const line = new EventSource(new URL("events", base));
    line.addEventListener("message", (event) => hear(JSON.parse(event.data)));
    addEventListener("pagehide", () => line.close());
  };
  listen();

  // The drawer of formats

  const drawer = make("details", "", "preview-formats");
  const status = make("p");
  status.setAttribute("role", "status");
  drawer.append(make("summary", "Formats of this page"), status);
  const open = async (event) => {
    event.preventDefault();
    const link = event.currentTarget;
    status.textContent = `Making: ${link.textContent}. This can take some seconds.`;
    const answer = await fetch(link.href);
    if (answer.ok) {
      status.textContent = `Made: ${link.textContent}.`;
      location.assign(link.href);
      return;
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const words = [...page.querySelectorAll("h1, main p")].map((one) => one.textContent);
    status.textContent = words.join(": ") || `The server answered ${answer.status}.`;
  };
  const list = (heading, offers) => {
    if (!offers.length) return [];
    const found = make("ul");
    for (const one of offers) {
      const item = make("li");
      if (one.missing) item.textContent = `${one.title}: ${one.missing}`;
      else {
        const link = make("a", one.title);
        link.href = new URL(one.url, root);
        link.addEventListener("click", open);
        item.append(link);
      }
      found.append(item);
    }
    return [make("h2", heading), found];
  };
  const fill = async () => {
    const url = new URL("formats", base);
    url.searchParams.set("page", location.pathname.slice(root.pathname.length));
    const offers = await (await fetch(url)).json();
    drawer.append(...list("This page", offers.page), ...list("The whole handbook", offers.report));
  };
  drawer.addEventListener("toggle", fill, { once: true });
  place.prepend(drawer);
})();
