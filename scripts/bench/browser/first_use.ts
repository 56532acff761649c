/** A device that has never been here: nothing in its cache. */
import { gzipSync } from "node:zlib";
import type { Browser, Page } from "playwright-core";
import { PASSWORD } from "../../../tests/support/server.ts";
import type { BigShop, Role } from "./big_shop.ts";
import { openScreen } from "./seller.ts";
import { timed } from "./stopwatch.ts";

const TABLET = { width: 1280, height: 800 };
/** What each role's page is known by once it works. */
const READY: Readonly<Record<Role, string>> = { vendeur: ".tile", caisse: ".queue", administrateur: "main" };

export interface ColdStarts {
  /** Milliseconds from the navigation to a sign-in that can be typed into. */
  readonly signIn: readonly number[];
  /** Milliseconds from the press of the button to the first product; the password's own work is in it. */
  readonly products: readonly number[];
}

export async function coldStarts(shop: BigShop, browser: Browser, samples: number): Promise<ColdStarts> {
  const signIn: number[] = [];
  const products: number[] = [];
  for (let at = 0; at < samples; at++) {
    const context = await browser.newContext({ viewport: TABLET, locale: "fr-FR" });
    const page = await context.newPage();
    await page.addInitScript(noteField);
    await page.goto(shop.url("vendeur"));
    signIn.push(await page.evaluate(() => (globalThis as unknown as { shown: Promise<number> }).shown));
    await page.getByLabel("Identifiant").fill("vendeur");
    await page.getByLabel("Mot de passe").fill(PASSWORD);
    const ms = await timed(
      page,
      { event: "click", selector: ".tile" },
      () => page.getByRole("button", { name: "Entrer" }).click(),
    );
    if (ms !== null) products.push(ms);
    await context.close();
  }
  return { signIn, products };
}

/** Runs in the page before anything else: when the field for the name was painted, since the navigation began. */
function noteField(): void {
  const shown = new Promise<number>((resolve) => {
    const observer = new MutationObserver(() => {
      if (document.querySelector("input[name=username]") === null) return;
      observer.disconnect();
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.now());
        port2.postMessage(null);
      });
    });
    observer.observe(document, { subtree: true, childList: true });
  });
  Object.assign(globalThis, { shown });
}

/** Bytes, gzip, of all scripts that a device of a role fetches until its page works. */
export async function scriptBytes(shop: BigShop, browser: Browser): Promise<Readonly<Record<Role, number>>> {
  const bytes = { vendeur: 0, caisse: 0, administrateur: 0 };
  for (const role of Object.keys(bytes) as Role[]) {
    const scripts = new Map<string, Promise<number>>();
    const page = await openScreen(shop, browser, role, READY[role], (opened: Page) => {
      opened.on("response", (response) => {
        if (response.request().resourceType() !== "script") return;
        scripts.set(response.url(), response.body().then((body) => gzipSync(body).byteLength));
      });
    });
    await page.waitForLoadState("networkidle");
    bytes[role] = (await Promise.all(scripts.values())).reduce((sum, size) => sum + size, 0);
    await page.context().close();
  }
  return bytes;
}
