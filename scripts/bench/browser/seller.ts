/** What a seller does all day: search, tap, scan, send. */
import type { Browser, Page } from "playwright-core";
import { scan } from "../../../tests/support/scanner.ts";
import { answerOf, PASSWORD } from "../../../tests/support/server.ts";
import type { BigShop, Role } from "./big_shop.ts";
import { timed } from "./stopwatch.ts";

const TABLET = { width: 1280, height: 800 };
/** Milliseconds from key to key: faster is a scanner. */
const PACE_MS = 90;
/** What people search for, in an order of their own. */
const SEARCHES = [
  "confiture",
  "lait demi",
  "clementine",
  "tradition ba",
  "chocolat noir",
  "savon",
  "fromage bl",
  "pommes de t",
  "the vert",
  "eclair",
];
/** Lines after which a ticket begins anew. */
const LINES = 15;
const TICKET = ".ticket-lines";

/** Somebody signed in at a device of their own, with everything on the screen. */
export async function openScreen(
  shop: BigShop,
  browser: Browser,
  role: Role,
  ready: string,
  prepare: (page: Page) => void = () => {},
): Promise<Page> {
  const context = await browser.newContext({ viewport: TABLET, locale: "fr-FR", hasTouch: true });
  const page = await context.newPage();
  prepare(page);
  await page.goto(shop.url(role));
  await page.getByLabel("Identifiant").fill(shop.username(role));
  await page.getByLabel("Mot de passe").fill(PASSWORD);
  await page.getByRole("button", { name: "Entrer" }).click();
  await page.locator(ready).first().waitFor();
  return page;
}

const seller = (shop: BigShop, browser: Browser) => openScreen(shop, browser, "vendeur", ".tile");

/** Each letter of each search, in the field. */
export async function keystrokes(shop: BigShop, browser: Browser, samples: number): Promise<number[]> {
  const page = await seller(shop, browser);
  const field = page.getByPlaceholder("Chercher un produit");
  const found: number[] = [];
  for (let round = 0; found.length < samples && round < samples; round++) {
    await field.fill("");
    await field.focus();
    for (const letter of SEARCHES[round % SEARCHES.length]!) {
      await page.waitForTimeout(PACE_MS);
      const ms = await timed(page, { event: "keydown", selector: ".picker" }, () => page.keyboard.press(letter));
      if (ms !== null) found.push(ms);
    }
  }
  await page.context().close();
  return found.slice(0, samples);
}

export async function taps(shop: BigShop, browser: Browser, samples: number): Promise<number[]> {
  const page = await seller(shop, browser);
  const found: number[] = [];
  for (let at = 0; at < samples; at++) {
    if (at % LINES === 0) await clear(page);
    const { x, y, width, height } = (await page.locator(".tile").nth(at % LINES).boundingBox())!;
    const ms = await timed(
      page,
      { event: "pointerup", selector: TICKET },
      () => page.touchscreen.tap(x + width / 2, y + height / 2),
    );
    if (ms !== null) found.push(ms);
  }
  await page.context().close();
  return found;
}

export async function scans(shop: BigShop, browser: Browser, samples: number): Promise<number[]> {
  const page = await seller(shop, browser);
  const found: number[] = [];
  for (let at = 0; at < samples; at++) {
    if (at % LINES === 0) await clear(page);
    const { code_barres } = shop.products[(at * 193) % shop.products.length]!;
    const ms = await timed(page, { event: "Enter", selector: TICKET }, () => scan(page, code_barres));
    if (ms !== null) found.push(ms);
    // Hands are slower than keys.
    await page.waitForTimeout(PACE_MS);
  }
  await page.context().close();
  return found;
}

/** From the seller's key to the cashier's screen, by the one clock of this machine (whole milliseconds). */
export async function sendings(shop: BigShop, browser: Browser, samples: number): Promise<number[]> {
  const page = await seller(shop, browser);
  const till = await openScreen(shop, browser, "caisse", ".queue");
  const found: number[] = [];
  for (let at = 0; at < samples; at++) {
    await page.locator(".tile").nth(at % LINES).click();
    await page.locator(".ticket-line").first().waitFor();
    await page.evaluate(() => {
      addEventListener("keydown", () => Object.assign(globalThis, { sentAt: Date.now() }), { capture: true, once: true });
    });
    await till.evaluate(awaitArrival);
    await page.keyboard.press("F9");
    const arrived = await till.evaluate(() => (globalThis as unknown as { arrived: Promise<Arrival> }).arrived);
    const sentAt = await page.evaluate(() => (globalThis as unknown as { sentAt: number }).sentAt);
    if (arrived === null) continue;
    found.push(arrived.at - sentAt);
    // The queue stays as short as it is in a shop.
    const gone = await shop.cashier.post(`/api/ventes/${arrived.id}/annuler`, { motif: "mesure" }, {
      "idempotency-key": crypto.randomUUID(),
    });
    await answerOf(gone);
    await till.locator(`[data-ticket="${arrived.id}"]`).waitFor({ state: "detached" });
  }
  await page.context().close();
  await till.context().close();
  return found;
}

type Arrival = { readonly id: string; readonly at: number } | null;

/** Runs in the cashier's page. */
function awaitArrival(): void {
  const known = document.querySelectorAll("[data-ticket]").length;
  const arrived = new Promise<Arrival>((resolve) => {
    const observer = new MutationObserver(() => {
      const tickets = [...document.querySelectorAll<HTMLElement>("[data-ticket]")];
      if (tickets.length <= known) return;
      observer.disconnect();
      const id = tickets.at(-1)!.dataset["ticket"]!;
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve({ id, at: Date.now() });
        port2.postMessage(null);
      });
    });
    observer.observe(document.body, { subtree: true, childList: true });
    setTimeout(() => resolve(null), 5_000);
  });
  Object.assign(globalThis, { arrived });
}

/** An empty ticket. */
async function clear(page: Page): Promise<void> {
  const button = page.getByRole("button", { name: "Vider" });
  if (await button.isVisible()) await button.click();
}
