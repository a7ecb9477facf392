// Runs pa11y with HTMLCS at WCAG2AAA (https://github.com/pa11y/pa11y) on pages named on the command
// line, after the path of a browser; prints a line for each: its address and the errors.
import pa11y from "pa11y";
import puppeteer from "puppeteer";

const [executablePath, ...urls] = process.argv.slice(2);
const args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"];
const browser = await puppeteer.launch({ executablePath, args });
const page = await browser.newPage();
for (const url of urls) {
  const { issues } = await pa11y(url, { browser, page, standard: "WCAG2AAA", timeout: 60000 });
  const errors = issues.map(({ code, context, message, selector }) => ({ code, context, message, selector }));
  console.log(JSON.stringify([url, errors]));
}
await browser.close();
