// accessible.mjs MODULES CHROMIUM PAGE... - a page of the report as a browser has it: axe-core finds nothing, it fits 320 pixels and paper,
// its tables sort with mouse and keyboard, and it is whole without script. Prints TAP.
//
// MODULES is the folder where npm put axe-core and playwright-core, which are pinned in package.json beside this file.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [modules, chromium, ...pages] = process.argv.slice(2);
const need = createRequire(modules + "/");
const axe = readFileSync(need.resolve("axe-core/axe.min.js"), "utf8");
const browser = await need("playwright-core").chromium.launch({ executablePath: chromium, args: process.getuid() === 0 ? ["--no-sandbox"] : [] });
let failed = 0;

function say(holds, sentence, why = "") {
  console.log((holds ? "ok - " : "not ok - ") + sentence);
  if (!holds) {
    failed++;
    console.log(String(why).split("\n").map(line => "# " + line).join("\n"));
  }
}

async function axed(page, sentence) {
  await page.addScriptTag({ content: axe });
  const found = await page.evaluate(() => axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"], resultTypes: ["violations"] }));
  say(found.violations.length === 0, sentence,
    found.violations.map(v => `${v.id}: ${v.help} (${v.nodes.length}): ${v.nodes[0].html.slice(0, 160)}`).join("\n"));
}

// What is wider than the page and does not scroll by itself.
const sideways = () => {
  const root = document.documentElement, wide = [];
  for (const element of document.querySelectorAll("main *, header *")) {
    if (element.closest("figure, .table")) continue;
    if (element.getBoundingClientRect().right > root.clientWidth + 1) wide.push(element.outerHTML.slice(0, 120));
  }
  return root.scrollWidth > root.clientWidth ? ["the page", ...wide] : wide;
};

for (const [at, file] of pages.entries()) {
  const name = file.split("/").pop(), url = pathToFileURL(file).href;
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  const errors = [];
  page.on("pageerror", error => errors.push(error.message));
  page.on("request", request => /^(file|data):/.test(request.url()) || errors.push("asks for " + request.url()));
  await page.goto(url);
  say(errors.length === 0, `${name}: the script runs and nothing is fetched`, errors.join("\n"));
  say((await page.getAttribute("html", "lang")) === "sv" && (await page.title()) !== "", `${name}: language and title are set`);
  const twice = await page.evaluate(() => [...document.querySelectorAll("[id]")].map(e => e.id).filter((id, at, all) => all.indexOf(id) !== at));
  const nowhere = await page.evaluate(() => [...document.querySelectorAll("a[href^='#']")].map(a => decodeURIComponent(a.hash.slice(1)))
    .filter(id => !document.getElementById(id)));
  say(twice.length + nowhere.length === 0, `${name}: each id is one, and each link leads somewhere`, [...twice, ...nowhere].join("\n"));
  await axed(page, `${name}: axe-core finds nothing against WCAG 2.1 AA`);

  const figures = await page.evaluate(() => [...document.querySelectorAll("figure")].map(figure => {
    const image = figure.querySelector("img"), link = figure.querySelector("figcaption a[href^='#tabell-']");
    const table = link && document.querySelector(CSS.escape ? "#" + CSS.escape(link.hash.slice(1)) : link.hash);
    return [image && image.alt.length >= 40, table !== null && table.querySelectorAll("tbody tr").length > 0, image && image.alt.slice(0, 80)];
  }));
  const bare = figures.filter(([alt, table]) => !alt || !table);
  if (at === 0) say(figures.length >= 15 && bare.length === 0, `${name}: every figure has a text and a table`, JSON.stringify(bare));

  // 320 pixels wide, which is 1280 at 400 percent.
  await page.setViewportSize({ width: 320, height: 600 });
  const over = await page.evaluate(sideways);
  say(over.length === 0, `${name}: at 320 pixels nothing makes the page scroll sideways`, over.join("\n"));
  await axed(page, `${name}: nor does axe-core find anything there`);

  // Paper: 210 less 50 millimetres.
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize({ width: 605, height: 850 });
  const cut = await page.evaluate(() => [...document.querySelectorAll(".table, figure")]
    .filter(box => box.scrollWidth > box.clientWidth + 1).map(box => `${box.id || box.querySelector("img")?.alt.slice(0, 60)}: ${box.scrollWidth}`));
  say(cut.length === 0, `${name}: on paper no table or figure is wider than the text`, cut.join("\n"));
  say(await page.evaluate(() => [...document.querySelectorAll(".skip, .status, .hint")].every(e => getComputedStyle(e).display === "none")),
    `${name}: what is of no use on paper is not there`);
  await page.emulateMedia({ media: "screen" });
  await page.setViewportSize({ width: 1280, height: 900 });

  if (at === 0) {
    // The table of districts: text, whole numbers, decimals, marks and the city's own row.
    const column = (n, id = "tabell-forvaltningar") => page.evaluate(([n, id]) => [...document.querySelectorAll(`#${id} tbody tr`)]
      .map(row => row.cells[n].textContent.trim()), [n, id]);
    const button = n => page.locator("#tabell-forvaltningar thead th").nth(n).locator("button");
    const sorted = () => page.evaluate(() => [...document.querySelectorAll("#tabell-forvaltningar thead th")].map(h => h.getAttribute("aria-sort")));
    const original = await column(0);
    const value = text => Number(text.replace(/\u00a0/g, "").replace(",", "."));
    const ordered = list => list.every((v, i) => i === 0 || list[i - 1] <= v);

    await button(2).click();
    const staff = await column(2);
    say((await sorted())[2] === "ascending" && ordered(staff.slice(0, -1).map(value)) && value(staff.at(-1)) > 500,
      "numbers sort as numbers, with the city last", staff.join(" "));
    await button(2).click();
    const falling = await column(2);
    say((await sorted())[2] === "descending" && ordered(falling.slice(0, -1).map(value).reverse()) && value(falling.at(-1)) > 500,
      "a second time turns them", falling.join(" "));
    await button(3).click();
    const rates = await column(3);
    say(ordered(rates.slice(0, -1).map(value)) && (await sorted()).filter(s => s !== "none").length === 1,
      "decimal commas are read, and one column is sorted at a time", rates.join(" "));
    await button(1).click();
    const exits = (await column(1)).slice(0, -1), shown = exits.filter(e => e !== "..");
    say(shown.length < exits.length && exits.slice(shown.length).every(e => e === "..") && ordered(shown.map(value)),
      "what is not shown comes after what is", exits.join(" "));
    await button(0).click();
    await button(0).click();
    const backwards = await column(0);
    say(backwards.indexOf("Södermalm") === 0 && backwards.indexOf("Järva") < backwards.indexOf("Hässelby-Vällingby")
      && backwards.indexOf("Hässelby-Vällingby") < backwards.indexOf("Hägersten-Älvsjö"), "names sort as Swedish does", backwards.join(" "));
    await button(0).click();
    say(JSON.stringify(await column(0)) === JSON.stringify(original) && (await sorted()).every(s => s === "none"),
      "a third time gives back the order of the report");
    await button(0).focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    say((await sorted())[2] === "ascending", "the keyboard reaches every heading");
    await page.keyboard.press("Tab");
    say(!(await page.evaluate(() => document.activeElement.closest("#tabell-forvaltningar thead"))), "the tabulator leaves the table at once");
    await axed(page, "a sorted page is as good");
    const orders = await page.evaluate(() => [...document.querySelectorAll("th[aria-sort]")].length);
    say(orders > 300, "every table of more than two rows sorts", orders);
  }
  await page.close();

  const still = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await still.goto(url);
  say((await still.locator("thead button").count()) === 0 && (await still.locator(".hint").count()) === 0 && (await still.locator("thead th").count()) > 3,
    `${name}: without script the page is whole and promises nothing`);
  await still.close();
}
await browser.close();
process.exit(failed ? 1 : 0);
