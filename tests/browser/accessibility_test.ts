/** WCAG 2.2 AA, as far as a program can tell, on every screen and every state of it: wide and narrow, light and dark. */
import assert from "node:assert/strict";
import { type Finding, findingsOn, type Scope } from "../support/axe.ts";
import { BROWSER } from "../support/browser.ts";
import { DemoShop } from "../support/demo_shop.ts";
import { focusProblems, focusStops } from "../support/focus.ts";
import { type Section, SECTIONS, tour } from "../support/tour.ts";
import type { Look, Stop } from "../support/tour/stop.ts";

const WIDE = { width: 1280, height: 800 };
const NARROW = { width: 390, height: 844 };
/** Elements that are named for each rule; the rest is counted. */
const NAMED = 10;

/** What axe finds on a tour: each element once, with where it was seen first, by rule. */
class Audit {
  readonly #serious = new Map<string, Map<string, string>>();
  readonly #minor = new Map<string, Map<string, string>>();
  /** What is wrong with the focus, wherever Tab leads. */
  readonly focus = new Set<string>();
  stops = 0;

  readonly look: Look = async (stop) => {
    // Paper is not read by a screen reader.
    if (stop.paper !== null) return;
    this.stops++;
    const { page, narrow, onlyNarrow } = stop;
    for (const size of onlyNarrow ? [NARROW] : [WIDE, NARROW]) {
      await page.setViewportSize(size);
      if (size === NARROW) await narrow?.(page);
      await this.#note(stop, `${size.width} light`, "all");
      if (size === WIDE) {
        for (const problem of (await focusStops(page)).flatMap(focusProblems)) this.focus.add(`${stop.name}: ${problem}`);
      }
      // Nothing but colours depends on the scheme.
      await page.emulateMedia({ colorScheme: "dark" });
      await this.#note(stop, `${size.width} dark`, "contrast");
      await page.emulateMedia({ colorScheme: "light" });
    }
    await page.setViewportSize(WIDE);
  };

  get serious(): string {
    return asText(this.#serious);
  }

  /** For information. */
  get minor(): string {
    return asText(this.#minor);
  }

  async #note({ name, page }: Stop, variant: string, scope: Scope): Promise<void> {
    for (const { serious, impact, rule, help, places } of await findingsOn(page, scope)) {
      const kind = serious ? this.#serious : this.#minor;
      const title = `${impact} ${rule}: ${help}`;
      const known = kind.get(title) ?? new Map<string, string>();
      kind.set(title, known);
      for (const place of places) if (!known.has(place)) known.set(place, `${name} ${variant}`);
    }
  }
}

function asText(findings: ReadonlyMap<string, ReadonlyMap<string, string>>): string {
  return [...findings].map(([rule, places]) => {
    const named = [...places].slice(0, NAMED).map(([place, where]) => `  ${where}: ${place}`);
    const rest = places.size > NAMED ? [`  and ${places.size - NAMED} more`] : [];
    return [rule, ...named, ...rest].join("\n");
  }).join("\n");
}

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

const TITLES: Readonly<Record<Section, string>> = {
  doors: "the first run and the sign-in",
  vendeur: "the seller's screens and dialogs",
  caisse: "the cashier's screens and dialogs",
  owner: "the owner's page",
  empty: "an empty shop's screens",
  paper: "the archive's verifier and the API's words",
};

for (const section of SECTIONS) {
  Deno.test(`axe finds nothing serious on ${TITLES[section]}, and the focus is seen wherever Tab leads`, BROWSER, async () => {
    const audit = new Audit();
    await tour(section, audit.look);
    assert.ok(audit.stops > 0);
    if (audit.minor !== "") console.log(audit.minor);
    assert.equal(audit.serious, "");
    assert.deepEqual([...audit.focus], []);
  });
}

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
