// Runs Lighthouse as on a telephone (https://github.com/GoogleChrome/lighthouse) on pages named on
// the command line, after the path of a browser and the categories; prints a line for each page: its
// address, and for each category the score, 0 to 100, the audits that lost points, and how many ran.
import lighthouse from "lighthouse";
import puppeteer from "puppeteer";

const [executablePath, categories, ...urls] = process.argv.slice(2);
const args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"];
const browser = await puppeteer.launch({ executablePath, args });
const port = new URL(browser.wsEndpoint()).port;
// "simulate" loads a page as fast as it can and works out what a slow network would have made of it.
const options = {
  port,
  throttlingMethod: "simulate",
  onlyCategories: categories.split(","),
  disableFullPageScreenshot: true, // it is for people who read a report, and no audit looks at it
  logLevel: "error",
};
for (const url of urls) {
  const { lhr } = await lighthouse(url, options);
  const scores = {};
  for (const { id, score, auditRefs } of Object.values(lhr.categories)) {
    const ran = auditRefs.map((ref) => lhr.audits[ref.id]).filter((one) => one.score !== null);
    const lost = ran.filter((one) => one.score < 1).map(({ id, title }) => ({ id, title }));
    scores[id] = { score: Math.round(score * 100), lost, ran: ran.length };
  }
  console.log(JSON.stringify([url, scores]));
}
await browser.close();
