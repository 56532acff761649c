/** The shop's time on every device: a till that is set to another zone shows what the receipt says. */
import assert from "node:assert/strict";
import { inZone } from "../../shared/time_zone.ts";
import { BROWSER, Desk, findChromium, openBrowser } from "../support/browser.ts";
import { CashDesks } from "../support/cash_desks.ts";
import { eventually } from "../support/feed.ts";
import { openConsole } from "../support/owner_console.ts";
import { PASSWORD, startServer } from "../support/server.ts";
import { cash, command, duplicate, ok, openTill, PAIN, type Shop, sold } from "../support/shop.ts";

const ZONES = ["Europe/Paris", "UTC", "America/Martinique", "Indian/Reunion"] as const;
/** Of no browser here, and half an hour from everybody's. */
const SHOP = "Australia/Adelaide";
const plain = (text: string | null) => (text ?? "").replaceAll(/\s+/g, " ").trim();

Deno.test(
  "four devices in four zones tell one time, the shop's, on screens and on paper; a change of it shows at once",
  BROWSER,
  async () => {
    await using desks = await CashDesks.open({ zone: SHOP });
    const { shop } = desks;
    const { ouverte_le } = ok(await openTill(shop.chloe));
    const { vente_id, date } = await sold(shop.chloe, [PAIN], [cash(120)]);
    ok(await duplicate(shop.chloe, { id: vente_id }));
    let page = null;
    for (const [at, timezoneId] of ZONES.entries()) {
      ({ page } = await desks.desk("chloe", `127.0.0.${10 + at}`, { timezoneId }));
      await page.locator(".queue").waitFor();
      await page.keyboard.press("F8");
      await page.locator(".x-report .fact").first().waitFor();
      const facts = plain(await page.locator(".x-report").textContent());
      assert.ok(facts.includes(inZone(ouverte_le, SHOP, "medium")), `${timezoneId}: ${facts}`);
      await page.keyboard.press("Escape");
      await page.locator(".queue").waitFor();
      await page.keyboard.press("F4");
      await page.getByLabel("Numéro").fill("1");
      await page.keyboard.press("Enter");
      await page.locator(".refund-line").waitFor();
      assert.ok(plain(await page.locator("#refund-title").textContent()).endsWith(inZone(date, SHOP, "time")), timezoneId);
      await page.evaluate(() => {
        Object.assign(globalThis, {
          print: () => Object.assign(globalThis, { printed: document.querySelector(".print-only")!.textContent }),
        });
      });
      await page.keyboard.press("F2");
      const printed = () => page!.evaluate(() => (globalThis as unknown as { printed?: string }).printed ?? null);
      await eventually(async () => await printed() !== null, "the copy is printed");
      const paper = plain(await printed());
      assert.ok(paper.includes(`Date${inZone(date, SHOP, "paper")}`), `${timezoneId}: ${paper}`);
      assert.match(paper, new RegExp(`DUPLICATA ${2 + at} ?\\d\\d/\\d\\d/\\d{4} \\d\\d:\\d\\d`));
    }
    ok(await command(shop.owner, "/api/boutique/fuseau", { fuseau: "America/Martinique" }));
    await eventually(
      async () => plain(await page!.locator("#refund-title").textContent()).includes(inZone(date, "America/Martinique", "time")),
      "the screen that is open shows the new zone's time",
    );
  },
);

Deno.test("the first run asks where the shop stands, and goes by it from the first day on", BROWSER, async () => {
  await using server = await startServer({ zone: "UTC" });
  await using browser = await openBrowser(findChromium()!);
  const { page } = await Desk.open(browser, server.url);
  const zone = page.getByLabel("Fuseau horaire de la boutique");
  await zone.waitFor();
  assert.equal(await zone.inputValue(), "UTC", "the PC's");
  await zone.selectOption("Indian/Reunion");
  assert.match(plain(await page.locator(".field", { has: zone }).textContent()), /Il y est \d\d:\d\d/);
  await page.getByLabel("Identifiant").fill("patron");
  await page.getByLabel("Mot de passe", { exact: true }).fill(PASSWORD);
  await page.getByLabel("Confirmer le mot de passe").fill(PASSWORD);
  await page.getByRole("button", { name: "Créer le compte" }).click();
  await page.locator('[data-phase="ready"]').waitFor();
  const told = async () => (await (await fetch(`${server.url}/api/health`)).json()).time_zone;
  await eventually(async () => await told() === "Indian/Reunion", "the server goes by it");
});

Deno.test(
  "the owner moves the shop in the console: what it means is said first, and from which day it counts",
  BROWSER,
  async () => {
    await using console = await openConsole(["nora"], { zone: SHOP });
    const { desk: { page, complaints }, desk, shop } = console;
    await desk.section("Boutique");
    const zone = page.getByLabel("Fuseau horaire de la boutique");
    const change = page.getByRole("button", { name: "Changer de fuseau" });
    await zone.waitFor();
    assert.equal(await zone.inputValue(), SHOP);
    assert.equal(await change.isDisabled(), true);
    await zone.selectOption("America/Martinique");
    await page.getByText("La journée en cours finit à l’heure prévue").waitFor();
    assert.equal(await stored(shop), SHOP, "only said so far");
    await change.click();
    await page.getByText("Les journées suivent ce fuseau à partir du").waitFor();
    assert.equal(await stored(shop), "America/Martinique");
    await page.locator(".settings-history tbody tr", { hasText: /patron.*Fuseau horaire/s }).waitFor();
    assert.deepEqual(complaints, []);
  },
);

const stored = async (shop: Shop) => (await shop.rows("SELECT fuseau FROM boutique"))[0].fuseau;
