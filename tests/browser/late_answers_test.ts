/** At the till in a real browser: answers that come late, get lost, or are not the server's, and a catalogue that changes meanwhile. */
import assert from "node:assert/strict";
import type { Page, Route } from "playwright-core";
import { BROWSER, routed } from "../support/browser.ts";
import { atTheTill, ringUp, take, toPayment } from "../support/caisse_page.ts";
import { CashDesks } from "../support/cash_desks.ts";
import { SETTLE_MS } from "../support/pace.ts";
import { scan } from "../support/scanner.ts";
import { LAMPE, ok, openTill, PAIN, sent, take as takeOver } from "../support/shop.ts";
import { eventually } from "../support/till_client.ts";

routed();

/** The server has done it and answered; the page hears of it when `release` is called. `held` resolves once that is so. */
async function holdAnswer(page: Page, where: string, wanted: (route: Route) => boolean = () => true) {
  const held = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  let first = true;
  await page.route(where, async (route) => {
    if (!first || !wanted(route)) return await route.fallback();
    first = false;
    const response = await route.fetch();
    held.resolve();
    await release.promise;
    await route.fulfill({ response });
  });
  return { held: held.promise, release: release.resolve };
}

const batches = (route: Route) => route.request().postData()?.includes('"batch"') === true;
const paid = (scene: CashDesks) => scene.shop.rows("SELECT vente_id, mode, montant FROM paiements ORDER BY id");

Deno.test("a payment that waits for the ticket's hold to be renewed says so, and is asked for once", BROWSER, async () => {
  await using scene = await CashDesks.open();
  const sale = await sent(scene.shop.nora, [LAMPE]);
  const page = await atTheTill(scene);
  await page.clock.install();
  await page.reload();
  await take(page, sale);
  await toPayment(page);
  await page.clock.runFor(SETTLE_MS);
  const renewal = await holdAnswer(page, "**/prendre");
  const asked: string[] = [];
  page.on("request", (request) => {
    if (request.url().endsWith("/encaisser")) asked.push(request.headers()["idempotency-key"]!);
  });
  await page.clock.fastForward(31_000);
  await renewal.held;
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Encaissement…" }).waitFor();
  assert.deepEqual(asked, [], "it waits");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  renewal.release();
  await page.getByText("Payé 20,00").waitFor();
  assert.equal(asked.length, 1);
  assert.equal(await page.getByText("déjà encaissé").count(), 0);
  assert.equal((await paid(scene)).length, 1);
});

Deno.test("a ticket whose taking is answered late does not come between, for another is being paid", BROWSER, async () => {
  await using scene = await CashDesks.open();
  const lamp = await sent(scene.shop.nora, [LAMPE]);
  const bread = await sent(scene.shop.nora, [PAIN]);
  const page = await atTheTill(scene);
  const late = await holdAnswer(page, `**/${bread.id}/prendre`);
  await take(page, bread);
  await late.held;
  await page.keyboard.press("F2");
  await page.locator(".direct-screen").waitFor();
  await page.keyboard.press("Escape");
  await take(page, lamp);
  await toPayment(page);
  const answered = page.waitForResponse(`**/${bread.id}/prendre`);
  late.release();
  await answered;
  await page.waitForTimeout(200);
  assert.match(await page.locator("#hand-title").innerText(), /n° 1/);
  await page.keyboard.press("Enter");
  await page.getByText("Payé 20,00").waitFor();
  assert.deepEqual((await paid(scene)).map(({ vente_id }) => vente_id), [lamp.id]);
  await page.waitForTimeout(SETTLE_MS);
  await page.keyboard.press("Enter");
  await page.locator(`[data-ticket="${bread.id}"]`, { hasText: "Dans vos mains" }).waitFor();
});

Deno.test(
  "a ticket that another till took while the server could not be asked is told as lost once it is back",
  BROWSER,
  async () => {
    await using scene = await CashDesks.open();
    const { shop } = scene;
    const sale = await sent(shop.nora, [LAMPE]);
    ok(await openTill(shop.marc, 0, "C2"));
    const page = await atTheTill(scene);
    await take(page, sale);
    await toPayment(page);
    await page.route("**/api/query", (route) => route.abort());
    const asked = page.waitForEvent("requestfailed", (request) => request.postData()?.includes("FROM lignes_vente") === true);
    ok(await takeOver(shop.marc, sale, { motif: "Collègue absent" }));
    await asked;
    await shop.server.kill();
    await page.unrouteAll({ behavior: "wait" });
    shop.server = await shop.server.restart();
    await page.getByText("marc a pris le ticket n° 1.").waitFor();
  },
);

Deno.test("what is scanned while a sale is being written for its payment is paid with it", BROWSER, async () => {
  await using scene = await CashDesks.open();
  await scene.shop.owner.query("update", "UPDATE produits SET code_barres = '2000000000015' WHERE id = ?", [PAIN]);
  const page = await atTheTill(scene);
  await ringUp(page, "Lampe");
  const writing = await holdAnswer(page, "**/api/query", batches);
  await page.getByRole("button", { name: /^Encaisser 20,00/ }).click();
  await writing.held;
  await scan(page, "2000000000015");
  await page.locator(".direct-line", { hasText: "Pain" }).waitFor();
  writing.release();
  await toPayment(page);
  await page.keyboard.press("Enter");
  await page.getByText("Payé 21,20").waitFor();
  await page.waitForTimeout(SETTLE_MS);
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Vente directe", exact: true }).waitFor();
});

Deno.test("what another tab rings up while the sale is paid begins the next one", BROWSER, async () => {
  await using scene = await CashDesks.open();
  const page = await atTheTill(scene);
  const other = await page.context().newPage();
  await other.goto(page.url());
  await other.getByText("Caisse C1 ouverte").waitFor();
  await page.bringToFront();
  await ringUp(page, "Lampe");
  await page.getByRole("button", { name: /^Encaisser 20,00/ }).click();
  await toPayment(page);
  await other.bringToFront();
  await ringUp(other, "Pain");
  await other.locator(".direct-line", { hasText: "Lampe" }).locator(".line-row").click();
  await other.getByRole("button", { name: "Un de plus : Lampe" }).click();
  await page.bringToFront();
  await page.keyboard.press("Enter");
  await page.getByText("Payé 20,00").waitFor();
  await eventually("what is left of it", async () => {
    const left = await other.locator(".direct-line .line-amount").allInnerTexts();
    return left.length === 2 && left[0]!.startsWith("20,00") && left[1]!.startsWith("1,20") ? true : null;
  });
  await other.getByRole("button", { name: /^Encaisser 21,20/ }).click();
  await toPayment(other);
  await other.keyboard.press("Enter");
  await other.getByText("Payé 21,20").waitFor();
  assert.deepEqual((await paid(scene)).map(({ montant }) => montant), [2000, 2120]);
});

Deno.test(
  "a price that changes while a sale is rung up shows at once and is not this sale's; so does what left the shop",
  BROWSER,
  async () => {
    await using scene = await CashDesks.open();
    const page = await atTheTill(scene);
    await ringUp(page, "Lampe", "Pain");
    await scene.shop.owner.query("update", "UPDATE produits SET prix_ttc = 2500 WHERE id = ?", [LAMPE]);
    await page.locator(".direct-line", { hasText: "Lampe" }).getByText(/Prix changé, désormais\s: 25,00/).waitFor();
    await scene.shop.owner.query("update", "UPDATE produits SET actif = 0 WHERE id = ?", [PAIN]);
    await page.locator(".direct-line", { hasText: "Pain" }).getByText("N’est plus en vente").waitFor();
    await page.locator(".direct-line", { hasText: "Pain" }).locator(".line-row").click();
    await page.getByRole("button", { name: "Retirer Pain" }).click();
    await page.getByRole("button", { name: /^Encaisser 20,00/ }).click();
    await toPayment(page);
    await page.keyboard.press("Enter");
    await page.getByText("Payé 20,00").waitFor();
  },
);

Deno.test("a sale put into the queue with its answer lost is there once: asked again, its number is told", BROWSER, async () => {
  await using scene = await CashDesks.open();
  const page = await atTheTill(scene);
  await ringUp(page, "Lampe");
  await page.route("**/envoyer", async (route) => {
    assert.equal((await route.fetch()).status(), 200);
    await route.abort("connectionreset");
  });
  await page.keyboard.press("F8");
  await page.getByText("Le serveur ne répond pas").waitFor();
  await page.keyboard.press("F8");
  await page.locator(".stale", { hasText: "Ticket mis en attente : n° 1" }).waitFor();
  assert.equal(await page.locator(".direct-line").count(), 0);
  assert.deepEqual(await scene.shop.rows("SELECT etat, rappel FROM ventes"), [{ etat: "en_attente", rappel: 1 }]);
});

Deno.test(
  "an answer that is not the server's is none: the payment is asked for again under its key, and shown",
  BROWSER,
  async () => {
    await using scene = await CashDesks.open();
    const sale = await sent(scene.shop.nora, [LAMPE]);
    const page = await atTheTill(scene);
    await take(page, sale);
    await toPayment(page);
    /** A portal's page in the place of the request, a proxy's refusal, an answer cut short. */
    const rubbish = [
      { status: 200, body: "<html>Bienvenue</html>", reached: false },
      { status: 403, body: "<html>Non</html>", reached: false },
      { status: 200, body: '{"numero":"C1-0', reached: true },
    ];
    const asked: string[] = [];
    await page.route("**/encaisser", async (route) => {
      asked.push(route.request().headers()["idempotency-key"]!);
      const other = rubbish[asked.length - 1];
      if (other === undefined) return await route.continue();
      if (other.reached) await route.fetch();
      await route.fulfill({ status: other.status, contentType: "text/html", body: other.body });
    });
    await page.keyboard.press("Enter");
    await page.getByText("Payé 20,00").waitFor();
    assert.deepEqual([asked.length, new Set(asked).size], [rubbish.length + 1, 1]);
    assert.equal(await page.getByText("déjà encaissé").count(), 0);
    assert.equal((await paid(scene)).length, 1);
  },
);
