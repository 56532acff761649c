/** What axe and Tab find on a tour of the screens: wide and narrow, light and dark. */
import assert from "node:assert/strict";
import { findingsOn, type Scope } from "./axe.ts";
import { BROWSER } from "./browser.ts";
import { focusProblems, focusStops } from "./focus.ts";
import { type Section, tour } from "./tour.ts";
import type { Look, Stop } from "./tour/stop.ts";

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
    const { page, narrow, onlyNarrow, middle } = stop;
    for (const size of onlyNarrow ? [NARROW] : [WIDE, NARROW]) {
      await page.setViewportSize(size);
      if (size === NARROW) await narrow?.(page);
      await middle?.evaluate((element) => element.scrollIntoView({ block: "center" }));
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

const TITLES: Readonly<Record<Section, string>> = {
  doors: "the first run and the sign-in",
  vendeur: "the seller's screens and dialogs",
  caisse: "the cashier's screens and dialogs",
  owner: "the owner's page",
  empty: "an empty shop's screens",
  paper: "the archive's verifier and the API's words",
};

/** The test of one section; each stands in a file of its own, for files run beside each other. */
export function auditSection(section: Section): void {
  Deno.test(`axe finds nothing serious on ${TITLES[section]}, and the focus is seen wherever Tab leads`, BROWSER, async () => {
    const audit = new Audit();
    await tour(section, audit.look);
    assert.ok(audit.stops > 0);
    if (audit.minor !== "") console.log(audit.minor);
    assert.equal(audit.serious, "");
    assert.deepEqual([...audit.focus], []);
  });
}
