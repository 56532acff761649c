/** The receipt that a printer puts on paper: the same texts as on the browser's, on each width. */
import assert from "node:assert/strict";
import type { Block } from "../../server/devices/document.ts";
import { jobBytes } from "../../server/devices/layout.ts";
import { paperText } from "../../server/devices/paper_text.ts";
import { receiptDocument } from "../../server/shop/paper/receipt.ts";
import { receiptArticle } from "../../shared/receipt/receipt.ts";
import type { ReceiptData } from "../../shared/receipt/data.ts";
import { receiptWords } from "../../shared/receipt/words.ts";
import { voucherCodeOf } from "../../shared/voucher_code.ts";
import { parsed } from "../support/printer.ts";

const VOUCHER = voucherCodeOf("1234567890");
/** With everything that a receipt may say. */
const RICH: ReceiptData = {
  type: "avoir",
  numero: "C1-000123",
  date: "2026-11-29T12:00:00.000Z",
  fuseau: "Europe/Paris",
  caisse: "C1",
  vendeur: "Nora",
  caissier: "Chloé",
  demonstration: true,
  formation: true,
  boutique: {
    nom: "Épicerie de l’Œuvre",
    adresse: "12 rue de la République\n69001 Lyon",
    telephone: "04 72 00 00 00",
    siret: "73282932000074",
    tva_intracommunautaire: "FR44732829320",
    message: "Merci de votre visite\u202f!",
  },
  lignes: [
    {
      libelle: "Huile d’olive vierge extra de Provence, première pression à froid",
      quantite: -1_000,
      prix_unitaire_ttc: 123_450,
      remise: 0,
      tva: 550,
      total_ttc: -123_450,
    },
    {
      libelle: "Pommes",
      quantite: 1_250,
      unite: "kg",
      prix_unitaire_ttc: 240,
      prix_ordinaire: 300,
      remise: 60,
      remise_taux: 2_000,
      tva: 550,
      total_ttc: 240,
    },
    {
      libelle: "Carte cadeau",
      quantite: 1_000,
      prix_unitaire_ttc: 2_000,
      remise: 0,
      tva: 0,
      nature: "carte_cadeau",
      total_ttc: 2_000,
    },
  ],
  remise: 100,
  remise_taux: 1_000,
  total_ttc: -121_310,
  total_ht: -116_881,
  total_tva: -6_429,
  taux: [{ taux: 550, ttc: -123_310, ht: -116_881, tva: -6_429 }],
  hors_champ: [{ nature: "carte_cadeau", ttc: 2_000 }],
  paiements: [
    { mode: "especes", montant: -100_000, rendu: 0 },
    { mode: "carte_cadeau", montant: 2_000, rendu: 0, code_bon: VOUCHER, solde_bon: 500 },
    { mode: "compte", montant: 1_000, rendu: 0, client_id: 1, solde_compte: 4_200 },
    { mode: "carte", montant: -21_310, rendu: 0, carte: "1234", autorisation: "A1B2C3" },
  ],
  bons: [{ code: VOUCHER, genre: "avoir", montant: 2_500 }],
  corrections: [{ de: "carte", vers: "especes", montant: 1_000 }],
  rendu: 250,
  numero_origine: "C1-000100",
  echange_de: ["C1-000090"],
  motif: "ne convient pas",
  logiciel: "Comptoir 0.1.0",
  signature: "aB3-",
  duplicata: 2,
  duplicata_le: "2026-11-29T13:00:00.000Z",
  retrait: 7,
  logo: { image: "a".repeat(64), largeur: 16, hauteur: 2 },
};
const LOGO: Block = { kind: "image", width: 16, dots: btoa("\xf0\x0f\x81\x81") };

Deno.test("the printer's receipt says all that the browser's says, in both languages, on each width of paper", () => {
  const bare = (text: string) => paperText(text.replaceAll("→", ">")).replace(/[\s\u00a0]/g, "");
  let compared = 0;
  for (
    const receipt of [
      RICH,
      { ...RICH, type: "vente", mention_tva: "TVA non applicable, art. 293 B du CGI", motif: null } as const,
    ]
  ) {
    for (const locale of ["fr", "en"] as const) {
      const html = receiptArticle(receipt, receiptWords(locale), { locale, customer: "Zoé Œil" });
      const texts = [...html.replaceAll(/<svg.*?<\/svg>/gs, "").matchAll(/>([^<>]+)</g)].map(([, text]) =>
        text!.replaceAll("&#39;", "'").replaceAll("&quot;", '"').replaceAll("&amp;", "&").trim()
      ).filter((text) => text !== "");
      for (const [columns, width] of [[32, 58], [42, 80], [48, 80]] as const) {
        const document = receiptDocument(receipt, { locale, customer: "Zoé Œil" }, [LOGO]);
        const printed = parsed([...jobBytes(document, { columns, width, table: 16 })]);
        const paper = printed.lines.map(bare).join("");
        for (const text of texts) {
          compared++;
          assert.ok(
            paper.includes(bare(text)),
            `'${text}' of the ${locale} paper on ${columns} columns:\n${printed.lines.join("\n")}`,
          );
        }
        // And nothing that the browser's does not say, in lines or out of them.
        const said = texts.map(bare).join("");
        for (const part of printed.lines.flatMap((line) => line.split(/ {2,}/))) {
          if (!/^-*$/.test(part)) {
            assert.ok(said.includes(bare(part)), `'${part}' of ${columns} columns is on the ${locale} paper`);
          }
        }
        assert.deepEqual(printed.codes, [VOUCHER, "C1-000123"]);
        assert.ok(html.includes(`src="/images/${"a".repeat(64)}"`));
        assert.deepEqual(printed.dots, ["####        ####", "#      ##      #"]);
      }
    }
  }
  assert.ok(compared > 300, `${compared} texts`);
});
