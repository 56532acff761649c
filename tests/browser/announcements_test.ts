/** What is told to who does not see the page: each screen's name, its heading, and what changed. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { BROWSER } from "../support/browser.ts";
import { DemoShop, GOODS, printedNumber } from "../support/demo_shop.ts";
import { focused } from "../support/focus.ts";
import { HAND, SETTLE_MS } from "../support/pace.ts";
import { ok, openTill, sent } from "../support/shop.ts";
import { eventually } from "../support/till_client.ts";

/** From now on the page keeps what its live regions say, each that was there before it spoke. */
async function listen(page: Page): Promise<() => Promise<string[]>> {
  const said = await page.evaluateHandle(() => {
    const heard: string[] = [];
    new MutationObserver((changes) => {
      const regions = changes.map(({ target }) =>
        (target instanceof Element ? target : target.parentElement)?.closest("[aria-live=polite], [role=status], [role=alert]")
      );
      for (const region of new Set(regions)) {
        const text = (region as HTMLElement | null | undefined)?.textContent.replace(/\s+/g, " ").trim();
        if (text) heard.push(text);
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
    return heard;
  });
  return async () => await said.evaluate((heard) => heard.splice(0));
}

const hears = (said: () => Promise<string[]>, text: RegExp) =>
  eventually(`“${text.source}”`, async () => (await said()).find((sentence) => text.test(sentence)) ?? null);

/** The page is called so, and begins for who reads it at a heading of that name. */
async function arrives(page: Page, title: RegExp, heading: RegExp): Promise<void> {
  await eventually(`the page called ${title}`, async () => title.test(await page.title()) ? true : null);
  await eventually(`the focus on ${heading}`, async () => heading.test(await focused(page)) ? true : null);
}

Deno.test("each of the cashier's screens has a name of its own and begins at its heading", BROWSER, async () => {
  await using shop = await DemoShop.open();
  const lucie = await shop.person("vendeur1");
  ok(await openTill(await shop.person("caisse1")));
  const sale = await sent(lucie, [GOODS.eclair]);
  const desk = await shop.device("caisse1");
  const { page } = desk;
  await page.getByRole("heading", { name: "Identifiez-vous" }).waitFor();
  assert.equal(await page.title(), "Identifiez-vous · Comptoir");
  await shop.signIn(desk, "caisse1");
  await page.locator(`[data-ticket="${sale.id}"]`).waitFor();
  await arrives(page, /^Tickets en attente · Comptoir$/, /^Tickets en attente/);
  const said = await listen(page);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await arrives(page, /^Ticket n° 1 · /, /^Ticket n° 1/);
  await page.waitForTimeout(SETTLE_MS);
  await page.keyboard.type("5", HAND);
  await page.keyboard.press("Enter");
  await arrives(page, /^Payé · /, /^Payé 2,90/);
  await hears(said, /À rendre.*2,10/);
  await page.waitForTimeout(SETTLE_MS);
  await page.keyboard.press("Enter");
  await arrives(page, /^Tickets en attente/, /^Tickets en attente/);
  await page.keyboard.press("F8");
  await arrives(page, /^Rapport X/, /^Rapport X/);
  await page.keyboard.press("Escape");
  await page.keyboard.press("F4");
  const { sale: paid } = await shop.lastNumbers();
  await page.keyboard.type(String(paid), HAND);
  await page.keyboard.press("Enter");
  await arrives(page, /^Ticket payé/, new RegExp(`^${printedNumber(paid)}`));
});

Deno.test("at the till as on the floor, what is added, changed and removed is told with the total", BROWSER, async () => {
  await using shop = await DemoShop.open();
  ok(await openTill(await shop.person("caisse1")));
  const till = await shop.signIn(await shop.device("caisse1"), "caisse1");
  await till.locator(".queue").waitFor();
  await till.keyboard.press("F2");
  await till.locator(".tile").first().waitFor();
  const atTill = await listen(till);
  await till.keyboard.type("2*", HAND);
  await hears(atTill, /Quantité 2 ×/);
  await till.keyboard.type("eclair cafe", HAND);
  await till.keyboard.press("Enter");
  await hears(atTill, /^Éclair au café, 2\. Total 5,80/);
  await till.getByRole("button", { name: "Un de moins : Éclair au café" }).click();
  await hears(atTill, /^Éclair au café, 1\. Total 2,90/);
  await till.getByRole("button", { name: "Retirer Éclair au café" }).click();
  await hears(atTill, /^Retiré : Éclair au café\. Total 0,00/);

  // However many there are, the one that was added last is in sight.
  const lines = till.locator(".direct-line");
  for (let at = 0; at < 9; at++) await till.locator(".tile", { hasNotText: "/kg" }).nth(at).click();
  await lines.nth(8).waitFor();
  const list = (await till.locator(".direct .pane-body").boundingBox())!;
  await eventually("the last line in sight", async () => {
    const last = (await lines.nth(8).boundingBox())!;
    return last.y + last.height <= list.y + list.height + 1 || null;
  });
  assert.ok((await lines.first().boundingBox())!.y < list.y, "there are more than have room");

  const seller = await shop.signIn(await shop.device("vendeur1"), "vendeur1");
  await seller.locator(".tile").first().waitFor();
  const onFloor = await listen(seller);
  await seller.keyboard.type("eclair cafe", HAND);
  await seller.keyboard.press("Enter");
  await hears(onFloor, /^Éclair au café, 1\. Total 2,90/);
  await seller.getByRole("button", { name: "Retirer Éclair au café" }).click();
  await hears(onFloor, /^Retiré : Éclair au café\. Total 0,00/);
});

Deno.test(
  "after a ticket went out, what is typed is searched for, and a button is never another one's successor",
  BROWSER,
  async () => {
    await using shop = await DemoShop.open();
    const seller = await shop.signIn(await shop.device("vendeur1"), "vendeur1");
    await seller.locator(".tile").first().waitFor();
    const search = seller.getByPlaceholder("Chercher un produit");
    await search.fill("eclair cafe");
    await seller.locator(".tile").nth(1).waitFor({ state: "detached" });
    await seller.keyboard.press("Enter");
    await seller.getByRole("button", { name: "Vider" }).click();
    await seller.getByRole("button", { name: "Rétablir" }).click();
    await seller.getByRole("button", { name: "Mettre de côté" }).waitFor();
    assert.equal(await focused(seller), "", "the ticket is back, and no key puts it aside");
    await seller.keyboard.press("F8");
    await seller.keyboard.type("cadeau", HAND);
    const said = await listen(seller);
    await seller.keyboard.press("F9");
    await seller.getByLabel("Numéro 1", { exact: true }).waitFor();
    const heard = await said();
    assert.ok(heard.some((text) => /Numéro à donner/.test(text)), heard.join("\n"));
    assert.ok(!heard.some((text) => /De côté/.test(text)), heard.join("\n"));
    assert.equal(await search.inputValue(), "");
    await seller.keyboard.type("pain", HAND);
    await eventually("what was typed in the search", async () => await search.inputValue() === "pain" ? true : null);
    assert.equal(await seller.locator("[name=note]").inputValue(), "");
  },
);
