/** What leaves the screen: receipts as the printer gets them, the page that verifies an archive, the words for programmers. */
import { unzipSync, type Zippable, zipSync } from "fflate";
import type { Page } from "playwright-core";
import { type DemoShop, GOODS } from "../demo_shop.ts";
import { dayOf, ok, openTill, sent } from "../shop.ts";
import { enter, settled } from "../pace.ts";
import { tourPrinterPaper } from "./printer_paper.ts";
import type { Show } from "./stop.ts";

export async function tourPaper(shop: DemoShop, show: Show): Promise<void> {
  await receipts(shop, show);
  await tourPrinterPaper(shop, show);
  await verifier(shop, show);
  const { page, context } = await shop.blank();
  await page.goto(`${shop.server.url}/api/docs`);
  await show("api-docs", page);
  await context.close();
}

async function receipts(shop: DemoShop, show: Show): Promise<void> {
  const lucie = await shop.person("vendeur1");
  ok(await openTill(await shop.person("caisse1"), 150_00));
  const basket = [
    { produit: GOODS.baguette, quantite: 2_000 },
    { produit: GOODS.comte, quantite: 320 },
    GOODS.eclair,
    { produit: GOODS.pommes, quantite: 1_250 },
  ];
  const first = await sent(lucie, basket);
  const second = await sent(lucie, basket);
  const desk = await shop.device("caisse1");
  const page = await shop.signIn(desk, "caisse1");
  await payAndShow(page, first.id);
  await print(page, "Imprimer le reçu");
  await show("receipt-80", page, { paper: 80 });
  await page.getByRole("button", { name: "58 mm" }).click();
  await print(page, "Imprimer un duplicata");
  await show("receipt-58-duplicate", page, { paper: 58 });
  await enter(page);
  await payAndShow(page, second.id);
  await print(page, "Imprimer le reçu");
  await show("receipt-58", page, { paper: 58 });

  await enter(page);
  await page.keyboard.press("F8");
  await page.getByText("Les montants s’affichent après le comptage").waitFor();
  // The page itself is what is printed, once no receipt waits for its printer any more.
  await page.evaluate(() => document.querySelector("body > .sheet")?.dispatchEvent(new Event("done")));
  for (const paper of [58, 80, 210]) await show("x-report-printed", page, { paper });
  await desk.context.close();
}

async function payAndShow(page: Page, id: string): Promise<void> {
  await page.locator(`[data-ticket="${id}"] button`).click();
  await page.locator(".payment").waitFor();
  await page.getByRole("button", { name: "50 €" }).click();
  await enter(page);
  await page.getByRole("button", { name: "Imprimer le reçu" }).waitFor();
}

/** Presses a print button; what would go to the printer stays on the page to be looked at. */
async function print(page: Page, button: string): Promise<void> {
  await page.evaluate(() => {
    Object.assign(globalThis, {
      print() {
        document.querySelector<HTMLElement>("body > .sheet")!.dataset["kept"] = "";
      },
    });
  });
  await settled(page);
  await page.getByRole("button", { name: button }).click();
  await page.locator("[data-kept]").waitFor({ state: "attached" });
}

/** The page from inside the archive of yesterday, opened from a folder as an inspector does. */
async function verifier(shop: DemoShop, show: Show): Promise<void> {
  const answer = await shop.owner.get(`/api/archives/${dayOf(new Date(Date.now() - 86_400_000))}`);
  const archive = new Uint8Array(await answer.arrayBuffer());
  const files = unzipSync(archive);
  const dir = await Deno.makeTempDir({ prefix: "comptoir-archive-" });
  try {
    await Deno.writeFile(`${dir}/verifier.html`, files["verifier.html"]!);
    await Deno.writeFile(`${dir}/good.zip`, archive);
    await Deno.writeFile(`${dir}/bad.zip`, zipSync(altered(files)));
    const { page, context } = await shop.blank();
    await page.goto(`file://${dir}/verifier.html`);
    await show("verifier", page);
    await page.getByLabel("Archive (fichier ZIP)").setInputFiles(`${dir}/good.zip`);
    await page.getByText("Archive intègre").waitFor();
    await show("verifier-good", page);
    await page.getByLabel("Archive (fichier ZIP)").setInputFiles(`${dir}/bad.zip`);
    await page.getByText("Archive altérée").waitFor();
    await show("verifier-bad", page);
    await context.close();
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}

/** One figure of one ticket is another. */
function altered(files: Readonly<Record<string, Uint8Array>>): Zippable {
  const tickets = new TextDecoder().decode(files["tickets.csv"]);
  return {
    ...files,
    "tickets.csv": new TextEncoder().encode(tickets.replace(/\d(?=\D*$)/, (digit) => String(9 - Number(digit)))),
  };
}
