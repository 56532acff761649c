/** What receipt printers burn, beside what browsers print of the same: a receipt with a logo on both papers, and the test ticket. */
import { type DemoShop, GOODS } from "../demo_shop.ts";
import { eventually } from "../feed.ts";
import { pictureOf } from "../paper_picture.ts";
import { TestPrinter } from "../printer.ts";
import { command, draft, ok, pay } from "../shop.ts";
import type { Show } from "./stop.ts";

const ADD = "INSERT INTO imprimantes (id, nom, adresse, papier, colonnes) VALUES (1, 'Comptoir', ?, ?, ?)";

/** The till C1 is open, by caisse1. */
export async function tourPrinterPaper(shop: DemoShop, show: Show): Promise<void> {
  await using printer = await TestPrinter.open();
  const { owner } = shop;
  const cashier = await shop.person("caisse1");
  const { page, context } = await shop.blank();
  // A ring, as a logo of 128 dots.
  const rows = Array.from(
    { length: 96 },
    (_, y) => Array.from({ length: 128 }, (_, x) => Math.abs(Math.hypot(x - 64, y - 48) - 40) < 6 ? "1" : "0").join(""),
  );
  const points = btoa(rows.flatMap((row) => row.match(/.{8}/g)!.map((byte) => String.fromCharCode(parseInt(byte, 2)))).join(""));
  ok(await command(owner, "/api/boutique/logo", { logo: { largeur: 128, points } }));
  for (const [width, columns] of [[80, 48], [58, 32]] as const) {
    ok(await owner.query("insert", ADD, [printer.address, width, columns]));
    ok(await owner.query("update", "UPDATE caisses SET imprimante_id = 1 WHERE nom = 'C1'"));
    const burnt = async (name: string, deed: () => Promise<unknown>) => {
      printer.arrived.length = 0;
      await deed();
      await eventually(() => printer.documents.some(({ cut }) => cut), "it comes out");
      const picture = pictureOf(printer.arrived.at(-1)!.document, width, columns).replace(
        "<svg",
        `<svg style="width:100%;height:auto"`,
      );
      await page.setContent(
        `<!doctype html><html lang="fr"><title>${name}</title><body style="margin:0 4mm">${picture}</body></html>`,
      );
      await show(name, page, { paper: width });
    };
    const sale = await draft(cashier, [
      { produit: GOODS.baguette, quantite: 2_000 },
      { produit: GOODS.comte, quantite: 320 },
      GOODS.eclair,
    ]);
    const [{ total_ttc }] = ok(await cashier.query("select", "SELECT total_ttc FROM ventes WHERE id = ?", [sale.id])).rows;
    ok(await pay(cashier, sale, [{ mode: "carte", montant: total_ttc }]));
    await burnt(`printer-receipt-${width}`, async () => ok(await command(cashier, `/api/ventes/${sale.id}/imprimer`)));
    await burnt(`printer-test-ticket-${width}`, async () => ok(await command(owner, "/api/imprimantes/1/essai")));
    ok(await owner.query("delete", "DELETE FROM imprimantes"));
  }
  ok(await command(owner, "/api/boutique/logo", { logo: null }));
  await context.close();
}
