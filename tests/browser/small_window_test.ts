/** A page made twice and four times as large, and colours that a person has chosen: everything can still be reached and told apart. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { BROWSER } from "../support/browser.ts";
import { DemoShop, GOODS } from "../support/demo_shop.ts";
import { focusStops } from "../support/focus.ts";
import { enter } from "../support/pace.ts";
import { ok, openTill, sent } from "../support/shop.ts";

/** A laptop's screen at 200 and at 400 %, a phone held across, a small netbook; in CSS pixels. */
const SIZES = [[640, 400], [320, 256], [844, 390], [1024, 600]] as const;

/** What of a page cannot be reached at some size, in words. */
async function outOfReach(page: Page, where: string): Promise<string[]> {
  const before = page.viewportSize()!;
  const found: string[] = [];
  for (const [width, height] of SIZES) {
    await page.setViewportSize({ width, height });
    const stops = await focusStops(page);
    assert.ok(stops.length > 2, `${where} has controls`);
    const hidden = stops.filter(({ hidden }) => hidden).map(({ what }) => `“${what}” is out of sight`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    const across = wide > 1 ? [`it scrolls ${wide} px across`] : [];
    found.push(...[...hidden, ...across].map((problem) => `${where} ${width}×${height}: ${problem}`));
  }
  await page.setViewportSize(before);
  return found;
}

/** Sizes of a tablet, an old PC and a phone. */
const USUAL = [[1024, 768], [1280, 800], [390, 844]] as const;

/** Amounts above ten thousand euros that are not whole on the page, in words: cut off, over their neighbour's, or in two lines. */
async function cutAmounts(page: Page, where: string): Promise<string[]> {
  const before = page.viewportSize()!;
  const found: string[] = [];
  for (const [width, height] of USUAL) {
    await page.setViewportSize({ width, height });
    const { cut, seen } = await page.evaluate(() => {
      const amounts = [...document.querySelectorAll<HTMLElement>("main *")].filter((part) => {
        const own = [...part.childNodes].map((node) => node.nodeType === Node.TEXT_NODE ? node.textContent : "").join("");
        return /1\d\s\d{3},\d\d\s€/.test(own) && part.getClientRects().length > 0 && part.closest(".visually-hidden") === null;
      });
      const cut = amounts.flatMap((part) => {
        const range = document.createRange();
        range.selectNodeContents(part);
        const text = range.getBoundingClientRect();
        const box = part.closest(".pane, .payment, .ticket, .direct, button, main")!.getBoundingClientRect();
        const why = [
          ...text.right > box.right + 1 || text.left < box.left - 1 ? ["over its edge"] : [],
          ...part.scrollWidth > part.clientWidth + 1 && getComputedStyle(part).display !== "inline" ? ["cut off"] : [],
          ...part.textContent.trim().length < 16 && text.height > 1.9 * parseFloat(getComputedStyle(part).fontSize)
            ? ["in two lines"]
            : [],
        ];
        return why.map((why) => `“${part.textContent}” (${part.className}) ${why}`);
      });
      return { cut, seen: amounts.length };
    });
    if (width > 400) assert.ok(seen > 0, `${where} shows one at ${width}`);
    found.push(...cut.map((problem) => `${where} ${width}×${height}: ${problem}`));
  }
  await page.setViewportSize(before);
  return found;
}

Deno.test(
  "at 200 and 400 % nothing is squeezed out of reach, and nothing scrolls across; 11 600 € stand whole at 1024",
  BROWSER,
  async () => {
    await using shop = await DemoShop.open();
    const lucie = await shop.person("vendeur1");
    const camille = await shop.person("caisse1");
    ok(await openTill(camille));
    const waiting = await sent(lucie, [GOODS.baguette, GOODS.eclair]);
    const much = await sent(lucie, [{ produit: GOODS.eclair, quantite: 4_000_000 }]);
    const seller = await shop.signIn(await shop.device("vendeur1"), "vendeur1");
    for (const label of ["baguette", "eclair", "boule de seigle"]) {
      await seller.getByPlaceholder("Chercher un produit").fill(label);
      await seller.locator(".tile").first().click();
    }
    await seller.getByPlaceholder("Chercher un produit").fill("eclair");
    const problems = await outOfReach(seller, "products");
    await seller.locator(".vendeur").evaluate((page) => page.setAttribute("data-view", "ticket"));
    problems.push(...await outOfReach(seller, "ticket"));
    await seller.getByPlaceholder("Chercher un produit").fill("4000*");
    await seller.getByPlaceholder("Chercher un produit").fill("eclair");
    await seller.locator(".tile").first().click();
    problems.push(...await cutAmounts(seller, "ticket"));

    const till = await shop.signIn(await shop.device("caisse1"), "caisse1");
    await till.locator(`[data-ticket="${waiting.id}"]`).waitFor();
    problems.push(...await outOfReach(till, "queue"), ...await cutAmounts(till, "queue"));
    await till.locator(`[data-ticket="${waiting.id}"] button`).click();
    await till.locator(".payment").waitFor();
    problems.push(...await outOfReach(till, "payment"));
    await till.getByRole("button", { name: "Rendre à la file" }).click();
    await till.locator("dialog[open]").waitFor();
    problems.push(...await outOfReach(till, "reason"));
    await till.keyboard.press("Escape");
    await till.locator("dialog[open]").waitFor({ state: "detached" });
    await enter(till);
    await till.getByRole("button", { name: "Ticket suivant" }).waitFor();
    await enter(till);
    await till.locator(`[data-ticket="${much.id}"] button`).click();
    await till.locator(".payment").waitFor();
    problems.push(...await cutAmounts(till, "payment"));
    assert.deepEqual(problems, []);
  },
);

Deno.test("what is squeezed out of reach is noticed", BROWSER, async () => {
  await using shop = await DemoShop.open();
  const seller = await shop.signIn(await shop.device("vendeur1"), "vendeur1");
  await seller.getByPlaceholder("Chercher un produit").fill("eclair");
  await seller.locator(".tile").first().click();
  await seller.locator(".ticket").evaluate((pane) =>
    Object.assign((pane as HTMLElement).style, { height: "40px", overflow: "clip", alignSelf: "start" })
  );
  const problems = await outOfReach(seller, "ticket");
  assert.ok(problems.some((problem) => /Envoyer en caisse/.test(problem)), problems.join("\n"));
});

Deno.test("with forced colours what is chosen, and the focus, are still told apart", BROWSER, async () => {
  await using shop = await DemoShop.open();
  const seller = await shop.signIn(await shop.device("vendeur1"), "vendeur1");
  await seller.emulateMedia({ forcedColors: "active" });
  const look = (name: string) =>
    seller.getByRole("button", { name, exact: true }).evaluate((button) => {
      const { backgroundColor, color } = getComputedStyle(button);
      return `${color} on ${backgroundColor}`;
    });
  await seller.locator(".tab").first().waitFor();
  assert.notEqual(await look("Tous"), await look("Boulangerie"), "the category");
  assert.notEqual(await look("FR, Français"), await look("EN, English"), "the language");
  await seller.getByPlaceholder("Chercher un produit").fill("eclair");
  const first = seller.locator(".tile").first();
  const outline = () => first.evaluate((tile) => getComputedStyle(tile).outline);
  const plain = await seller.locator(".tile").nth(1).evaluate((tile) => getComputedStyle(tile).outline);
  const marked = await outline();
  assert.notEqual(marked, plain, "what Enter adds");
  await seller.keyboard.press("ArrowDown");
  assert.notEqual(await outline(), marked, "the focus on it");
});
