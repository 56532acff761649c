/** That the audits of accessibility see what is wrong, and leave no screen out; each section of the tour is audited in a file beside this. */
import assert from "node:assert/strict";
import { type Finding, findingsOn } from "../support/axe.ts";
import { BROWSER } from "../support/browser.ts";
import { DemoShop } from "../support/demo_shop.ts";
import { SECTIONS } from "../support/tour.ts";
import type { Stop } from "../support/tour/stop.ts";

Deno.test("axe sees through the page's policy: defects put into a page are found, and none without them", BROWSER, async () => {
  await using shop = await DemoShop.open();
  const { page } = await shop.device("vendeur1");
  await page.getByRole("heading", { name: "Identifiez-vous" }).waitFor();
  const answer = await fetch(page.url());
  await answer.body?.cancel();
  assert.match(answer.headers.get("content-security-policy") ?? "", /script-src 'self'/);
  const rules = (findings: readonly Finding[]) => findings.filter(({ serious }) => serious).map(({ rule }) => rule).sort();
  assert.deepEqual(rules(await findingsOn(page)), []);

  // What nobody can name, what nobody can read, and what no finger hits.
  await append(page, "main", `<button class="nameless"></button><p class="pale">pâle</p>`);
  await append(page, "main", `<div><button class="tiny">1</button><button class="tiny">2</button></div>`);
  await page.locator(".pale").evaluate((element) => Object.assign(element.style, { color: "#bbb", backgroundColor: "#fff" }));
  const tiny = { width: "8px", height: "8px", padding: "0", minHeight: "0", overflow: "hidden", display: "inline-block" };
  await page.locator(".tiny").evaluateAll((elements, tiny) => {
    for (const element of elements) Object.assign((element as HTMLElement).style, tiny);
  }, tiny);
  assert.deepEqual(rules(await findingsOn(page)), ["button-name", "color-contrast", "target-size"]);
  assert.deepEqual(rules(await findingsOn(page, "contrast")), ["color-contrast"]);
});

/** Writes HTML to the end of an element. */
async function append(page: Stop["page"], selector: string, html: string): Promise<void> {
  await page.locator(selector).evaluate((element, html) => element.insertAdjacentHTML("beforeend", html), html);
}

Deno.test("every section of the tour is audited, in a file of its own", async () => {
  for (const section of SECTIONS) {
    const file = await Deno.readTextFile(new URL(`accessibility_${section}_test.ts`, import.meta.url));
    assert.ok(file.includes(`\nauditSection("${section}");\n`), section);
  }
});

Deno.test("axe-core is loaded neither by the program nor by its page", async () => {
  assert.ok(await loadsAxe("tests/support/axe.ts"));
  for (const entry of ["main.ts", "server/workers/writer.ts", "client/main.tsx"]) assert.ok(!await loadsAxe(entry), entry);
});

async function loadsAxe(entry: string): Promise<boolean> {
  const cwd = new URL("../..", import.meta.url).pathname;
  const { stdout } = await new Deno.Command(Deno.execPath(), { args: ["info", "--json", entry], cwd }).output();
  const { modules } = JSON.parse(new TextDecoder().decode(stdout)) as { modules: { npmPackage?: string }[] };
  assert.ok(modules.length > 1, entry);
  return modules.some(({ npmPackage }) => npmPackage?.startsWith("axe-core@") === true);
}
