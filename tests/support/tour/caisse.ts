/** The cashier's screens from the float to the count: the queue, the payment and all that may come between. */
import type { Page, Route } from "playwright-core";
import { type DemoShop, GOODS } from "../demo_shop.ts";
import { type Item, ok, openTill, type Sale, sent, take } from "../shop.ts";
import { tourAccounts } from "./caisse_accounts.ts";
import { tourCards } from "./caisse_cards.ts";
import { tourDirect } from "./caisse_direct.ts";
import { tourCount, tourLookup, tourMoves } from "./caisse_drawer.ts";
import { tourEvening, tourMorning } from "./caisse_evening.ts";
import { tourReturns, tourWeights } from "./caisse_goods.ts";
import { tourOpening } from "./caisse_opening.ts";
import { tourSpecial } from "./caisse_special.ts";
import { enter, keys } from "../pace.ts";
import { scan } from "../scanner.ts";
import { holdBack, type Show } from "./stop.ts";

const BASKET: readonly (Item | number)[] = [{ produit: GOODS.baguette, quantite: 2_000 }, GOODS.painAuChocolat, {
  produit: GOODS.comte,
  quantite: 320,
}];

/** As the server says it of a discount beyond the cap. */
const OWNER_WANTED =
  "C'est au propriétaire de l'accorder : cette remise dépasse ce que votre rôle peut accorder. Demandez-lui un code.";

export async function tourCaisse(shop: DemoShop, show: Show): Promise<void> {
  const desk = await shop.device("caisse1");
  const { page } = desk;
  await tourOpening(shop, page, show);
  // The demo's own: a month of them is there.
  const before = await shop.lastNumbers();
  const sales = await queue(shop, page, show);
  await payment(shop, page, show, sales);
  await tourDirect(page, show);
  await tourLookup(page, show, before.sale);
  await tourMoves(page, show);
  await tourAccounts(shop, page, show);
  await tourWeights(shop, page, show);
  await tourReturns(shop, page, show);
  await tourSpecial(shop, page, show);
  await tourEvening(shop, page, show);
  await tourCount(page, show);
  await desk.context.close();
  await tourCards(show);
  await tourMorning(show);
}

interface Sales {
  readonly plain: Sale;
  readonly second: Sale;
  readonly locked: Sale;
}

async function queue(shop: DemoShop, page: Page, show: Show): Promise<Sales> {
  const lucie = await shop.person("vendeur1");
  const hugo = await shop.person("vendeur2");
  const nadia = await shop.person("nadia");
  ok(await openTill(nadia, 100_00, "C2"));
  const plain = await sent(lucie, BASKET);
  const locked = await sent(hugo, [{ produit: GOODS.pommes, quantite: 1_250 }, GOODS.eclair]);
  const second = await sent(lucie, [{ produit: GOODS.eclair, quantite: 12_000 }]);
  for (const items of [[GOODS.comte], [GOODS.baguette, GOODS.painAuChocolat, GOODS.eclair, GOODS.pommes]]) {
    await sent(hugo, items);
  }
  ok(await take(nadia, locked));
  await page.locator(`[data-ticket="${locked.id}"]`).getByText("En main : Nadia Robert").waitFor();
  await page.locator("[data-ticket]").nth(4).waitFor();
  await show("caisse-queue", page);
  await keys(page, "4");
  await show("caisse-queue-recall", page);
  await keys(page, "2", "Enter");
  await page.getByText("Aucun ticket n° 42 n’attend.").waitFor();
  await show("caisse-queue-missing", page);
  await keys(page, "?");
  await page.getByRole("dialog").waitFor();
  await show("caisse-keys", page);
  await keys(page, "Escape");

  await page.locator(`[data-ticket="${locked.id}"] button`).click();
  await page.getByRole("dialog").waitFor();
  await show("caisse-take-over", page);
  await page.getByRole("button", { name: "Reprendre la main" }).click();
  await show("caisse-take-over-reason", page);
  await keys(page, "Escape");
  return { plain, second, locked };
}

async function payment(shop: DemoShop, page: Page, show: Show, { plain, second }: Sales): Promise<void> {
  const row = (sale: Sale) => page.locator(`[data-ticket="${sale.id}"] button`);
  await row(plain).click();
  await page.locator(".payment").waitFor();
  await show("caisse-payment", page);
  await stray(shop, page, show);
  await page.getByRole("button", { name: "Rendre à la file" }).click();
  await page.getByRole("dialog").waitFor();
  await show("caisse-give-back", page);
  await keys(page, "Escape");
  await page.getByRole("button", { name: "Annuler le ticket" }).click();
  await page.getByRole("dialog").waitFor();
  await show("caisse-cancel", page);
  await keys(page, "Escape", "5", "0");
  await show("caisse-payment-change", page);
  await keys(page, "F4");
  await page.getByText("Seules les espèces peuvent dépasser").waitFor();
  await show("caisse-payment-too-much", page);
  await keys(page, "Escape", "2", "F4");
  await show("caisse-payment-tenders", page);
  await keys(page, "Escape");
  await page.getByRole("dialog").waitFor();
  await show("caisse-take-off", page);
  await keys(page, "Escape");
  await page.getByRole("button", { name: "Se déconnecter" }).click();
  await page.getByRole("dialog").waitFor();
  await show("caisse-leave", page);
  await page.getByRole("button", { name: "Rester" }).click();

  await shop.away(async () => {
    await page.getByRole("button", { name: "Hors ligne : pas de paiement" }).waitFor();
    await show("caisse-payment-offline", page);
  });
  await page.locator('[data-phase="ready"]').waitFor();

  await page.route("**/encaisser", answerStale);
  await keys(page, "2", "0");
  await enter(page);
  await page.getByText("Le ticket a changé").waitFor();
  await show("caisse-payment-stale", page);
  await page.unroute("**/encaisser");

  await page.route(
    "**/encaisser",
    (route) => route.fulfill({ status: 403, json: { code: "owner_wanted", title: "Accord demandé", detail: OWNER_WANTED } }),
  );
  await enter(page);
  await page.locator(".owners-word").waitFor();
  await show("caisse-payment-owner", page);
  await page.unroute("**/encaisser");

  // What is true comes with a new page, which goes on with the payment.
  await page.reload();
  await page.locator(".payment").waitFor();
  const held = await holdBack(page, "**/encaisser");
  await keys(page, "2", "0");
  await enter(page);
  await page.getByRole("button", { name: "Encaissement…" }).waitFor();
  await show("caisse-payment-sending", page);
  await held.release();
  await page.getByRole("button", { name: "Imprimer le reçu" }).waitFor();
  await show("caisse-paid", page);
  await page.getByRole("button", { name: "58 mm" }).click();
  await show("caisse-paid-58", page);
  await page.getByRole("button", { name: "80 mm" }).click();
  await enter(page);

  await lostAnswer(page, show, () => row(second).click());
  await takenElsewhere(shop, page, show);
}

/** Scanned where it has no place, and read off again. */
async function stray(shop: DemoShop, page: Page, show: Show): Promise<void> {
  const nadia = await shop.person("nadia");
  const { rows: [{ code_barres }] } = ok(
    await nadia.query("select", "SELECT code_barres FROM produits WHERE id = ?", [GOODS.baguette]),
  );
  await scan(page, code_barres);
  await page.getByText("Non ajouté").waitFor();
  await show("caisse-payment-stray", page);
  await page.getByRole("button", { name: "Compris" }).click();
}

/** The server's own answer to an old version, with a line less: as if the ticket had changed meanwhile. */
async function answerStale(route: Route): Promise<void> {
  const asked = route.request().postDataJSON();
  const answer = await route.fetch({ postData: JSON.stringify({ ...asked, version: asked.version + 1_000 }) });
  const body = await answer.json();
  const [last, ...rest] = body.vente.lignes.toReversed();
  const vente = { ...body.vente, total_ttc: body.vente.total_ttc - last.total_ttc, lignes: rest.toReversed() };
  await route.fulfill({ response: answer, json: { ...body, vente } });
}

async function lostAnswer(page: Page, show: Show, takeTicket: () => Promise<void>): Promise<void> {
  await takeTicket();
  await page.locator(".payment").waitFor();
  await page.route("**/encaisser", (route) => route.abort("connectionreset"));
  await enter(page);
  await page.getByText("La réponse du serveur n’est pas arrivée").waitFor();
  await show("caisse-lost-answer", page);
  await page.unroute("**/encaisser");
  await page.getByRole("button", { name: "Imprimer le reçu" }).waitFor({ timeout: 30_000 });
  await enter(page);
  await page.locator(".queue").waitFor();
}

/** Nadia takes over what is in hand here. */
async function takenElsewhere(shop: DemoShop, page: Page, show: Show): Promise<void> {
  const lucie = await shop.person("vendeur1");
  const nadia = await shop.person("nadia");
  const sale = await sent(lucie, [GOODS.baguette]);
  await page.locator(`[data-ticket="${sale.id}"] button`).click();
  await page.locator(".payment").waitFor();
  ok(await take(nadia, sale, { motif: "caisse en panne" }));
  await page.getByText("Nadia Robert a pris le ticket").waitFor();
  await show("caisse-notice", page);
  await page.getByRole("button", { name: "Compris" }).click();
}
