/** The receipt: all that the law and the customer want to read. */
import assert from "node:assert/strict";
import { type ReceiptData } from "../../shared/receipt/receipt.ts";
import { receiptHtml } from "../../shared/receipt/document.ts";
import { totalsByRate } from "../../shared/vat.ts";
import { SALE, text } from "../support/receipts.ts";

const PARIS = { timeZone: "Europe/Paris" } as const;

function shows(html: string, ...wanted: readonly string[]): void {
  const seen = text(html);
  for (const one of wanted) assert.ok(seen.includes(one), `'${one}' in\n${seen}`);
}

Deno.test("a receipt shows every field that is wanted, in French", () => {
  const html = receiptHtml(SALE, PARIS);
  shows(html, "Épicerie du Comptoir", "12 rue des Halles\n35000 Rennes", "Tél. : 02 61 91 12 34", "SIRET : 123 456 789 00012");
  shows(html, "N° TVA : FR12123456789", "Ticket C1-000123", "Caisse C1", "Vendeur Lucie Bernard", "Caissier Camille Moreau");
  shows(html, "Pommes Gala (kg)\n1,235 × 2,79 € 5,5 % 3,45 €", "Lampe\n2 × 20,00 € 20 % 40,00 €\nRemise -4,00 €");
  shows(html, "Sous-total 39,45 €\nRemise sur le ticket -1,45 €\nTOTAL TTC 38,00 €");
  shows(html, "Taux HT TVA TTC\n", "5,5 % 3,15 € 0,17 € 3,32 €\n20 % 28,90 € 5,78 € 34,68 €\nTotal 32,05 € 5,95 € 38,00 €");
  shows(html, "Carte bancaire 18,00 €\nEspèces 25,00 €\nRendu 5,00 €");
  shows(html, "Nombre de lignes : 2", "Signature : aB3_", "Comptoir 0.1.0", "Merci et à bientôt");
});

Deno.test("date and time are the shop's own, to the minute", () => {
  shows(receiptHtml(SALE, PARIS), "Date 22/11/2026 00:30\n");
  shows(receiptHtml(SALE, { timeZone: "UTC" }), "Date 21/11/2026 23:30\n");
});

Deno.test("a receipt goes by the zone that it was made in; when its copy was made, by the shop's present one", () => {
  const copy = { ...SALE, fuseau: "Europe/Paris", duplicata: 1, duplicata_le: "2026-11-22T10:00:00.000Z" };
  shows(receiptHtml(copy, { timeZone: "Indian/Reunion" }), "Date 22/11/2026 00:30\n", "DUPLICATA 1\n22/11/2026 14:00\n");
});

Deno.test("the hour that comes twice at the end of summer time says which of the two it is, and no other hour does", () => {
  const at = (date: string, locale: "fr" | "en" = "fr", timeZone = "Europe/Paris") => {
    const seen = text(receiptHtml({ ...SALE, date }, { timeZone, locale }));
    return /(?:Date|Date and time) (\d.*?) *\n/.exec(seen)?.[1];
  };
  assert.deepEqual(
    ["2026-10-24T23:59:59Z", "2026-10-25T00:00:00Z", "2026-10-25T00:59:59.999Z", "2026-10-25T01:00:00Z", "2026-10-25T02:00:00Z"]
      .map((date) => at(date)),
    ["25/10/2026 01:59", "25/10/2026 02:00 (UTC+2)", "25/10/2026 02:59 (UTC+2)", "25/10/2026 02:00 (UTC+1)", "25/10/2026 03:00"],
  );
  assert.equal(at("2026-10-25T01:30:00Z", "en"), "25/10/2026, 02:30 (UTC+1)");
  assert.equal(at("2026-03-29T01:00:00Z"), "29/03/2026 03:00", "an hour that is missing is none that comes twice");
  // Half an hour at Lord Howe; in Réunion no clock was ever set back in our time.
  assert.deepEqual(
    ["2026-04-04T14:15:00Z", "2026-04-04T14:45:00Z", "2026-04-04T15:15:00Z", "2026-04-04T15:45:00Z"]
      .map((date) => at(date, "fr", "Australia/Lord_Howe")),
    ["05/04/2026 01:15", "05/04/2026 01:45 (UTC+11)", "05/04/2026 01:45 (UTC+10:30)", "05/04/2026 02:15"],
  );
  for (let hour = 0; hour < 24; hour++) {
    const date = `2026-10-25T${String(hour).padStart(2, "0")}:30:00Z`;
    assert.match(at(date, "fr", "Indian/Reunion")!, /^\d\d\/10\/2026 \d\d:30$/);
  }
});

Deno.test("a receipt made in training says at its head and at its end that it is no sale, in both languages, on both papers", () => {
  const practice = { ...SALE, numero: "F-C1-000001", formation: true };
  for (
    const [locale, note] of [["fr", "ticket sans valeur"], ["en", "training, not a valid receipt"]] as const
  ) {
    for (const width of [80, 58] as const) {
      const html = receiptHtml(practice, { ...PARIS, locale, width });
      shows(html, `FORMATION\n${note}`, "F-C1-000001", `FORMATION — ${note}`);
      assert.ok(html.indexOf("FORMATION") < html.indexOf("Pommes Gala"), "before the first line");
      assert.doesNotMatch(receiptHtml({ ...SALE, formation: false }, { ...PARIS, locale, width }), /FORMATION/);
    }
  }
  const all = receiptHtml({ ...practice, demonstration: true, duplicata: 2 }, PARIS);
  shows(all, "DÉMONSTRATION", "FORMATION", "DUPLICATA 2");
});

Deno.test("the fixed words are there in English too, the marks of the law in French", () => {
  const html = receiptHtml({ ...SALE, duplicata: 1 }, { ...PARIS, locale: "en" });
  shows(
    html,
    "Seller Lucie Bernard",
    "Ticket discount -€1.45",
    "TOTAL €38.00",
    "Card €18.00",
    "Change €5.00",
    "Lines: 2",
    "DUPLICATA 1",
  );
  assert.match(html, /<html lang="en" /);
});

Deno.test("what the till shows adds up: lines, discounts, rates, payments", () => {
  const { lignes, remise, total_ttc, total_ht, total_tva, taux, paiements, rendu } = SALE;
  const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
  assert.equal(sum(lignes.map((line) => line.total_ttc)) - remise, total_ttc);
  assert.equal(sum(taux.map(({ ttc }) => ttc)), total_ttc);
  assert.equal(sum(taux.map(({ ht }) => ht)), total_ht);
  assert.equal(sum(taux.map(({ tva }) => tva)), total_tva);
  for (const { taux: rate, ttc, ht, tva } of taux) assert.deepEqual(totalsByRate([{ ttc, rate }]), [{ rate, ttc, ht, vat: tva }]);
  assert.equal(sum(paiements.map(({ montant }) => montant)) - rendu, total_ttc);
  const amounts = [...text(receiptHtml(SALE, PARIS)).matchAll(/^(?:5,5|20) % (\d+,\d\d) € (\d+,\d\d) € (\d+,\d\d) €/gm)]
    .map((match) => match.slice(1, 4).map((amount) => Number(amount.replace(",", ""))));
  assert.equal(amounts.length, 2);
  for (const [ht, tva, ttc] of amounts) assert.equal(ht! + tva!, ttc);
});

Deno.test("a discount by a rate says which, on a line and on the ticket; one of so many cents does not", () => {
  const [first, lamp] = SALE.lignes as [ReceiptData["lignes"][number], ReceiptData["lignes"][number]];
  const html = receiptHtml({ ...SALE, remise_taux: 250, lignes: [first, { ...lamp, remise_taux: 1_000 }] }, PARIS);
  shows(html, "Remise −10 % -4,00 €", "Remise sur le ticket −2,5 % -1,45 €");
  shows(receiptHtml({ ...SALE, remise_taux: 0 }, PARIS), "Remise -4,00 €", "Remise sur le ticket -1,45 €");
  shows(
    receiptHtml({ ...SALE, remise_taux: 250, lignes: [first, { ...lamp, remise_taux: 1_000 }] }, { ...PARIS, locale: "en" }),
    "Discount −10 %",
    "Ticket discount −2.5 %",
  );
});

Deno.test("a receipt that is neither copy, refund nor demo says none of it", () => {
  assert.doesNotMatch(text(receiptHtml(SALE, PARIS)), /DUPLICATA|AVOIR|DÉMONSTRATION/i);
  assert.doesNotMatch(text(receiptHtml({ ...SALE, demonstration: false }, PARIS)), /DÉMONSTRATION/i);
});

Deno.test("a copy says DUPLICATA, its number and when it was made", () => {
  shows(receiptHtml({ ...SALE, duplicata: 3, duplicata_le: "2026-11-22T09:05:00.000Z" }, PARIS), "DUPLICATA 3\n22/11/2026 10:05");
});

Deno.test("a refund says AVOIR, the ticket it belongs to and why, with negative amounts", () => {
  const html = receiptHtml({
    ...SALE,
    type: "avoir",
    numero: "C1-000124",
    numero_origine: "C1-000123",
    motif: "Lampe cassée",
    lignes: [{ libelle: "Lampe", quantite: -1_000, prix_unitaire_ttc: 2_000, remise: 200, tva: 2_000, total_ttc: -1_800 }],
    remise: 0,
    total_ttc: -1_800,
    total_ht: -1_500,
    total_tva: -300,
    taux: [{ taux: 2_000, ttc: -1_800, ht: -1_500, tva: -300 }],
    paiements: [{ mode: "especes", montant: -1_800, rendu: 0 }],
    rendu: 0,
  }, PARIS);
  shows(html, "AVOIR\nsur le ticket C1-000123\nMotif : Lampe cassée", "Avoir C1-000124", "TOTAL TTC -18,00 €");
  shows(
    html,
    "Lampe\n-1 × 20,00 € 20 % -20,00 €\nRemise 2,00 €",
    "20 % -15,00 € -3,00 € -18,00 €",
    "Remboursé (Espèces) -18,00 €",
  );
});

Deno.test("a demo shop's receipt says so, and that it is worth nothing", () => {
  shows(receiptHtml({ ...SALE, demonstration: true }, PARIS), "DÉMONSTRATION\nTicket sans valeur");
});

Deno.test("nothing is shown of what a shop has not filled in, nor an empty discount or change", () => {
  const boutique = { nom: "Chez Nous", adresse: "", telephone: "", siret: "", tva_intracommunautaire: "", message: "" };
  const seen = text(receiptHtml({ ...SALE, boutique, remise: 0, rendu: 0, lignes: [SALE.lignes[0]!] }, PARIS));
  assert.doesNotMatch(seen, /Tél|SIRET|N° TVA|Remise|Sous-total|Rendu|undefined|null|NaN/);
});

Deno.test("a ticket given away shows 0,00 € without a minus sign", () => {
  const line = { ...SALE.lignes[0]!, remise: 345, total_ttc: 0 };
  const html = receiptHtml({ ...SALE, lignes: [line], remise: -0, total_ttc: -0, paiements: [], rendu: 0 }, PARIS);
  shows(html, "TOTAL TTC 0,00 €");
  assert.doesNotMatch(text(html), /-0,00/);
});
