// Runs Ace (https://daisy.github.io/ace/) on books named on the command line, after the path of a
// browser; prints a line for each: its path and Ace's report. One browser serves all books.
import { createRequire } from "node:module";

process.env.PUPPETEER_EXECUTABLE_PATH = process.argv[2];
const require = createRequire(import.meta.url);
const ace = require("@daisy/ace-core");
const puppet = require("@daisy/ace-axe-runner-puppeteer");

let started = null;
const runner = {
  ...puppet,
  launch: () => (started ??= puppet.launch()),
  close: async () => {},
};
const write = process.stdout.write.bind(process.stdout);
process.stdout.write = () => true; // Ace prints its whole report, which is handed over here
for (const book of process.argv.slice(3)) {
  const options = { cwd: process.cwd(), silent: true, initLogger: true, jobid: book };
  const [, found] = await ace(book, options, runner);
  write(JSON.stringify([book, found]) + "\n");
}
if (started) await puppet.close();
process.exit(0);
