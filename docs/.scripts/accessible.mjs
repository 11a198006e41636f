// Every page of a built site, in headless Chromium, light and wide and dark and narrow: violations of WCAG 2.1 AA as
// axe-core finds them, requests that leave the machine, pages wider than their window, pictures whose words lie outside.
//
// npm install --no-save playwright-core axe-core
// node docs/.scripts/accessible.mjs site [PATTERN]      (CHROMIUM names the browser where it is not /usr/bin/chromium)
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { extname, join, relative } from "node:path";
import { pathToFileURL } from "node:url";

const { resolve } = createRequire(join(process.cwd(), "package.json"));
const { chromium } = (await import(pathToFileURL(resolve("playwright-core")))).default;
const axe = readFileSync(resolve("axe-core/axe.min.js"), "utf8");
const TYPES = { ".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".json": "application/json" };
const STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"];

const [site = "site", pattern = ""] = process.argv.slice(2);
const pages = readdirSync(site, { recursive: true }).filter((name) => name.endsWith(".html") && name.match(pattern)).sort();
const server = createServer((asked, answer) => {
  const file = join(site, decodeURIComponent(new URL(asked.url, "http://localhost").pathname));
  const found = existsSync(file) && statSync(file).isFile() && !relative(site, file).startsWith("..");
  answer.writeHead(found ? 200 : 404, { "Content-Type": TYPES[extname(file)] ?? "application/octet-stream" });
  answer.end(found ? readFileSync(file) : "");
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const home = `http://127.0.0.1:${server.address().port}/`;

// The words of the pictures on a page that reach beyond their picture, or beyond the box in which they stand.
const outside = () => [...document.querySelectorAll("svg.picture")].flatMap((picture) => {
  const beyond = (inner, outer) => inner.x < outer.x || inner.x + inner.width > outer.x + outer.width;
  const within = (x, y, box) => x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height;
  const boxes = [...picture.querySelectorAll("rect")].map((box) => box.getBBox());
  return [...picture.querySelectorAll("text")].filter((text) => {
    const words = text.getBBox();
    const around = boxes.filter((box) => within(words.x + words.width / 2, words.y + words.height / 2, box));
    return [picture.viewBox.baseVal, ...around].some((box) => beyond(words, box));
  }).map((text) => text.textContent);
});

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
let wrong = 0;
const tell = (text) => { wrong += 1; console.log(text); };
for (const [colorScheme, width] of [["light", 1280], ["dark", 390]]) {
  const page = await browser.newPage({ colorScheme, viewport: { width, height: 900 } });
  page.on("request", (request) => {
    if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(home)) tell(`${page.url()} asks for ${request.url()}`);
  });
  for (const name of pages) {
    await page.goto(home + name, { waitUntil: "load" });
    await page.evaluate(axe);
    const { violations } = await page.evaluate((values) => axe.run(document, { runOnly: values }), STANDARDS);
    for (const { id, nodes } of violations) tell(`${name} (${colorScheme}): ${id}, ${nodes.length} times: ${nodes[0].html.slice(0, 120)}`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    if (wide > width) tell(`${name} (${colorScheme}) is ${wide} wide in a window of ${width}`);
    for (const text of await page.evaluate(outside)) tell(`${name} (${colorScheme}): a picture cuts off "${text}"`);
  }
  await page.close();
}
await browser.close();
server.close();
console.log(`${pages.length} pages, light and dark: ${wrong || "nothing"} wrong`);
process.exit(wrong ? 1 : 0);
