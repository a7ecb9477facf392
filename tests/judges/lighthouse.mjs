// Runs Lighthouse as on a telephone (https://github.com/GoogleChrome/lighthouse) on pages named on
// the command line, after the path of a browser and the categories; prints scores and what lost them.
// Only performance needs a slow network to be played, so without it pages load as fast as they can.
import lighthouse from "lighthouse";
import puppeteer from "puppeteer";

const [executablePath, categories, ...urls] = process.argv.slice(2);
const args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"];
const browser = await puppeteer.launch({ executablePath, args });
const port = new URL(browser.wsEndpoint()).port;
const timed = categories.includes("performance");
const throttlingMethod = timed ? "simulate" : "provided";
const found = {};
// Without a measure of time there is nothing to gain from waiting five seconds for silence, thrice.
const quiet = { pauseAfterFcpMs: 1000, pauseAfterLoadMs: 1000, networkQuietThresholdMs: 1000, cpuQuietThresholdMs: 1000 };
const flags = { port, throttlingMethod, onlyCategories: categories.split(","), logLevel: "error" };
const options = timed ? flags : { ...flags, ...quiet };
for (const url of urls) {
  const { lhr } = await lighthouse(url, options);
  const scores = {};
  for (const { id, score, auditRefs } of Object.values(lhr.categories)) {
    const lost = auditRefs.map((ref) => lhr.audits[ref.id]).filter((one) => one.score !== null && one.score < 1);
    scores[id] = { score: Math.round(score * 100), lost: lost.map((one) => one.id) };
  }
  found[url] = scores;
}
await browser.close();
console.log(JSON.stringify(found));
