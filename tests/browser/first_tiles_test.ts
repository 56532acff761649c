/** What is drawn first stays where it is, under the finger that comes down on it; and the tiles begin with what is wanted most. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { BROWSER, routed } from "../support/browser.ts";
import { DemoShop } from "../support/demo_shop.ts";
import { answerOf } from "../support/server.ts";
import { ok, openTill } from "../support/shop.ts";

routed();

/** Of the window, weighed as browsers weigh it: what Core Web Vitals call good is twice as much. */
const MOST = 0.05;
/** A band of one line that comes late moves more than this. */
const LEAST = 0.02;

interface Moved {
  readonly value: number;
  readonly what: readonly string[];
}

/** From now on each page of this browser adds up what moves by itself, also just after a key or a tap. */
async function watch(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const moved: Moved[] = [];
    Object.assign(globalThis, { moved });
    const named = (node: Node | null) => node instanceof Element ? `${node.localName}.${node.className}` : String(node?.nodeName);
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as unknown as { value: number; sources: { node: Node | null }[] }[]) {
        moved.push({ value: entry.value, what: entry.sources.map(({ node }) => named(node)) });
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
}

async function expectStill(page: Page, when: string, most = MOST): Promise<void> {
  // What the last frame moved is told a moment after it.
  const moved = await page.evaluate(() =>
    new Promise<Moved[]>((resolve) =>
      requestAnimationFrame(() =>
        requestAnimationFrame(() => setTimeout(() => resolve((globalThis as unknown as { moved: Moved[] }).moved)))
      )
    )
  );
  const sum = moved.reduce((sum, { value }) => sum + value, 0);
  assert.ok(sum < most, `${when}: ${sum.toFixed(3)} ${JSON.stringify(moved)}`);
}

Deno.test(
  "from the sign-in to the tiles, and when the page begins anew, nothing jumps: for a seller and for a cashier",
  BROWSER,
  async () => {
    await using shop = await DemoShop.open();
    ok(await openTill(await shop.person("caisse1"), 100_00));
    for (const who of ["vendeur1", "caisse1"] as const) {
      const desk = await shop.device(who);
      const { page } = desk;
      const tiles = async () => {
        if (who === "caisse1") {
          await page.getByText("Caisse C1 ouverte").waitFor();
          await page.keyboard.press("F2");
        }
        await page.locator(".tile").nth(11).waitFor();
        await desk.live();
      };
      await watch(page);
      await page.reload();
      await shop.signIn(desk, who);
      await tiles();
      await expectStill(page, `${who} signs in`);
      await page.reload();
      await tiles();
      await expectStill(page, `${who} begins anew`);
      // Whatever comes after what: each answer takes its own time, and a longer one than the scripts.
      await page.route("**/api/**", async (route) => {
        await new Promise((answered) => setTimeout(answered, 100 + Math.random() * 400));
        await route.continue();
      });
      await page.reload();
      await tiles();
      await expectStill(page, `${who} begins anew, with late answers`, LEAST);
      // What is still held back is let go first.
      await page.unrouteAll({ behavior: "wait" });
      await page.setViewportSize({ width: 390, height: 844 });
      await page.reload();
      await tiles();
      await expectStill(page, `${who} on a phone`);
      await desk.context.close();
    }
  },
);

Deno.test(
  "the tiles begin with what the owner wants first and what sells most, each once, then all others by name",
  BROWSER,
  async () => {
    await using shop = await DemoShop.open();
    const lucie = await shop.person("vendeur1");
    const { produits } = ok(await answerOf(await lucie.get("/api/produits/souvent")));
    const names = new Map<number, string>(
      ok(await lucie.query("select", "SELECT id, libelle FROM produits WHERE actif = 1")).rows
        .map((row: { id: number; libelle: string }) => [row.id, row.libelle]),
    );
    const often = produits.map((id: number) => names.get(id));
    assert.equal(often.length, 12);
    assert.ok(names.size > 30);

    const page = await shop.signIn(await shop.device("vendeur1"), "vendeur1");
    const labels = page.locator(".tile-label");
    await labels.nth(29).waitFor();
    const shown = async () => await labels.allInnerTexts();
    assert.deepEqual((await shown()).slice(0, 12), often);
    assert.equal(new Set(await shown()).size, (await shown()).length, "each once");
    assert.deepEqual(await page.locator(".tiles-title").allInnerTexts(), ["Souvent vendus", "Tous les autres"]);
    // Categories wrap: two rows are seen, nothing scrolls across; a tile has its category's tint.
    const tabs = await page.locator(".tabs").evaluate((row) => ({
      rows: [...new Set([...row.children].map((tab) => (tab as HTMLElement).offsetTop))].length,
      seen: row.clientHeight / (row.firstElementChild as HTMLElement).offsetHeight,
      across: row.scrollWidth - row.clientWidth,
    }));
    assert.ok(tabs.rows > 1 && tabs.seen >= 2 && tabs.across === 0, JSON.stringify(tabs));
    const tints = await page.locator(".tile").evaluateAll((tiles) => tiles.map((tile) => getComputedStyle(tile).borderLeftColor));
    assert.ok(new Set(tints).size > 3, "several categories, each in its colour");
    // Arrows lead from the one group into the other.
    await page.getByPlaceholder("Chercher un produit").press("ArrowDown");
    for (let at = 0; at < 12; at++) await page.keyboard.press("ArrowRight");
    assert.equal(await page.locator(".tile:focus .tile-label").innerText(), (await shown())[12]);

    const [wanted, name] = [...names].find(([id]) => !produits.includes(id))!;
    ok(await shop.owner.query("update", "UPDATE produits SET favori = 1 WHERE id = ?", [wanted]));
    await page.getByText("Favoris et souvent vendus").waitFor();
    assert.deepEqual((await shown()).slice(0, 13), [name, ...often]);

    // What this device wants first comes before the shop's, here alone, and is there when the page begins anew.
    const own = [...names].filter(([id, label]) => !produits.includes(id) && label !== name).slice(0, 2).map(([, label]) =>
      label
    );
    await page.getByRole("button", { name: "Favoris de cet appareil" }).click();
    for (const label of own) {
      await page.getByRole("dialog").getByPlaceholder("Chercher un produit").fill(label);
      await page.locator(".favourite-row", { hasText: label }).first().click();
      await page.locator(".favourite-row[aria-pressed=true]", { hasText: label }).waitFor();
    }
    await page.keyboard.press("Escape");
    await labels.first().filter({ hasText: own[0]! }).waitFor();
    assert.deepEqual((await shown()).slice(0, 15), [...own, name, ...often]);
    await page.reload();
    await labels.nth(29).waitFor();
    assert.deepEqual((await shown()).slice(0, 15), [...own, name, ...often]);
    const elsewhere = await shop.signIn(await shop.device("vendeur1"), "vendeur1");
    await elsewhere.locator(".tile-label").nth(29).waitFor();
    assert.equal(await elsewhere.locator(".tile-label").first().innerText(), name);
    await page.getByRole("button", { name: "Favoris de cet appareil" }).click();
    await page.locator(".favourite-row[aria-pressed=true]", { hasText: own[0]! }).click();
    await page.locator(".favourite-row[aria-pressed=false]", { hasText: own[0]! }).waitFor();
    await page.keyboard.press("Escape");
    await labels.first().filter({ hasText: own[1]! }).waitFor();
  },
);
