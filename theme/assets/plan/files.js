// A plan as a file: a table for spreadsheets (CSV) or a document for word processors (HTML),
// and the way back from either.
const names = ["id", "stage", "text", "principle", "for", "note", "owner", "date"];
const own = ["id", "note", "owner", "date"];

// A cell that starts like a formula gets an apostrophe, so that a spreadsheet takes it as text.
const guard = (text) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
const unguard = (text) => text.replace(/^'(?=[=+\-@\t\r])/, "");
const cells = (row, stage) => names.map((name) => (name === "stage" ? stage : row[name] || ""));

// Joined to the text at the end: this site's policy allows no style sheet to be made here.
const style =
  "<style>body { font: 12pt Arial, sans-serif } table { border-collapse: collapse; width: 100% } " +
  "caption { text-align: left; font-weight: bold } " +
  "th, td { border: 1pt solid #000; padding: 4pt; text-align: left; vertical-align: top }</style>";

// RFC 4180, with a byte order mark by which spreadsheets know UTF-8.
export function toCsv(groups, columns) {
  const lines = groups.flatMap(({ title, rows }) => rows.map((row) => cells(row, title)));
  const quoted = [columns, ...lines].map((line) =>
    line.map((text) => `"${guard(text).replaceAll('"', '""')}"`).join(","),
  );
  return "\ufeff" + quoted.join("\r\n") + "\r\n";
}

export function toHtml(groups, columns, title, language) {
  const page = document.implementation.createHTMLDocument(title);
  const meta = page.createElement("meta");
  const heading = page.createElement("h1");
  page.documentElement.lang = language;
  meta.setAttribute("charset", "utf-8");
  page.head.prepend(meta);
  heading.textContent = title;
  page.body.append(heading, ...groups.flatMap((group) => table(page, group, columns)));
  return "<!DOCTYPE html>\n" + page.documentElement.outerHTML.replace("</head>", `${style}</head>`);
}

function table(page, group, columns) {
  const heading = page.createElement("h2");
  const made = page.createElement("table");
  heading.textContent = group.title;
  made.createCaption().textContent = group.title;
  const add = (part, line, tag) => {
    const row = part.insertRow();
    line.forEach((text) => {
      const cell = page.createElement(tag);
      if (tag === "th") cell.scope = "col";
      cell.append(...text.split("\n").flatMap((one, at) => (at ? [page.createElement("br"), one] : [one])));
      row.append(cell);
    });
  };
  add(made.createTHead(), columns, "th");
  const body = made.createTBody();
  group.rows.forEach((row) => add(body, cells(row, group.title), "td"));
  return [heading, made];
}

// Returns {id, note, owner, date} for each row that has an id, or null when nothing has.
export async function fromFile(file, columns) {
  const text = decode(new Uint8Array(await file.arrayBuffer()));
  const tables = /^\s*</.test(text) ? fromHtml(text) : [fromCsv(text)];
  const found = tables.flatMap((lines) => entries(lines, columns));
  return found.length ? found : null;
}

// Word processors say in the file itself which encoding they wrote.
function decode(bytes) {
  const start = new TextDecoder("windows-1252").decode(bytes.slice(0, 2000));
  const named = start.match(/charset=["']?([\w-]+)/i);
  try {
    return new TextDecoder(named ? named[1] : "utf-8").decode(bytes);
  } catch (error) {
    return new TextDecoder().decode(bytes);
  }
}

function entries(lines, columns) {
  const [header = [], ...rest] = lines;
  const places = own.map((name) => header.indexOf(columns[names.indexOf(name)]));
  if (places[0] < 0) return [];
  return rest
    .map((line) => Object.fromEntries(own.map((name, at) => [name, (line[places[at]] || "").trim()])))
    .filter((entry) => /^[a-z0-9-]+\/[a-z0-9-]+$/.test(entry.id));
}

function fromHtml(text) {
  const bare = text.replace(/<style[^]*?<\/style>| style=("[^"]*"|'[^']*')/gi, "");
  const page = new DOMParser().parseFromString(bare, "text/html");
  page.querySelectorAll("br, td p + p").forEach((one) => one.before("\u0001"));
  const words = (cell) => cell.textContent.replace(/\s+/g, " ").replace(/ ?\u0001 ?/g, "\n").trim();
  const line = (row) => [...row.cells].map(words);
  return [...page.querySelectorAll("table")].map((one) => [...one.rows].map(line));
}

function fromCsv(text) {
  const first = text.slice(0, text.indexOf("\n") + 1 || undefined);
  const mark = [",", ";", "\t"].sort((one, two) => first.split(two).length - first.split(one).length)[0];
  const lines = [];
  let line = [];
  let cell = "";
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (quoted && sign === '"' && text[at + 1] === '"') cell += text[++at];
    else if (sign === '"') quoted = !quoted;
    else if (!quoted && (sign === mark || sign === "\n")) {
      line.push(unguard(cell));
      cell = "";
      if (sign === "\n") lines.push(line.splice(0));
    } else if (quoted || sign !== "\r") cell += sign;
  }
  line.push(unguard(cell));
  return [...lines, line];
}
