/** A receipt with the settings as they stand in the form, of a sale that never was. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Locale } from "../../../../shared/errors.ts";
import { receiptArticle, type ReceiptData } from "../../../../shared/receipt/receipt.ts";
import { FRANCHISE_MENTION } from "../../../../shared/territories.ts";
import { receiptWords } from "../../../../shared/receipt/words.ts";
import { shopZone } from "../../../shell/words/shop_clock.ts";
import type { SettingsDraft } from "./settings_draft.ts";
import type { ShopMessages } from "./words.ts";

const WIDTHS = [80, 58] as const;
type ReceiptLogo = NonNullable<ReceiptData["logo"]>;

export function ReceiptPreview(
  { draft, logo: image, demo, noVat, w, locale }: {
    draft: SettingsDraft;
    /** The hash of the logo's picture; null for none. */
    logo: string | null;
    demo: boolean;
    noVat: boolean;
    w: ShopMessages;
    locale: Locale;
  },
) {
  const width = useSignal<80 | 58>(80);
  const logo = useLogo(image);
  const receipt = { ...sample(draft, demo, noVat, w), ...logo === null ? {} : { logo } };
  const html = receiptArticle(receipt, receiptWords(locale), {
    locale,
    width: width.value,
    timeZone: shopZone.value,
  });
  return (
    <section class="pane sample" aria-labelledby="preview-title">
      <header class="pane-head">
        <h2 id="preview-title">{w.preview}</h2>
        <span class="languages" role="group" aria-label={w.preview}>
          {WIDTHS.map((millimetres) => (
            <button
              key={millimetres}
              type="button"
              class="language"
              aria-pressed={width.value === millimetres}
              onClick={() => width.value = millimetres}
            >
              {w.width(millimetres)}
            </button>
          ))}
        </span>
      </header>
      <p class="pane-lead">{w.previewNote}</p>
      <div class={`sample-receipt receipt-${width.value}`} dangerouslySetInnerHTML={{ __html: html }} />
    </section>
  );
}

/** With its size in dots, by which it is as large as on paper; null for none, and until it is there. */
function useLogo(image: string | null): ReceiptLogo | null {
  const logo = useSignal<ReceiptLogo | null>(null);
  useEffect(() => {
    logo.value = null;
    if (image === null) return;
    let gone = false;
    const picture = new Image();
    picture.src = `/images/${image}`;
    const drawn = () => {
      if (!gone) logo.value = { image, largeur: picture.naturalWidth, hauteur: picture.naturalHeight };
    };
    // One that cannot be fetched now is on paper all the same: the server has it.
    picture.decode().then(drawn, () => {});
    return () => {
      gone = true;
    };
  }, [image]);
  return logo.value;
}

function sample(draft: SettingsDraft, demonstration: boolean, noVat: boolean, w: ShopMessages): ReceiptData {
  const text = (name: keyof SettingsDraft) => draft[name].value.trim();
  return {
    type: "vente",
    numero: "C1-000123",
    date: new Date().toISOString(),
    caisse: "C1",
    vendeur: "Lucie",
    caissier: "Camille",
    demonstration,
    boutique: {
      nom: text("nom"),
      adresse: text("adresse"),
      telephone: text("telephone"),
      siret: text("siret"),
      tva_intracommunautaire: text("tva_intracommunautaire"),
      message: text("message"),
    },
    lignes: [{ libelle: w.sample, quantite: 1000, prix_unitaire_ttc: 1200, remise: 0, tva: noVat ? 0 : 2000, total_ttc: 1200 }],
    remise: 0,
    total_ttc: 1200,
    ...noVat
      ? { total_ht: 1200, total_tva: 0, taux: [{ taux: 0, ttc: 1200, ht: 1200, tva: 0 }], mention_tva: FRANCHISE_MENTION }
      : { total_ht: 1000, total_tva: 200, taux: [{ taux: 2000, ttc: 1200, ht: 1000, tva: 200 }] },
    paiements: [{ mode: "carte", montant: 1200, rendu: 0 }],
    rendu: 0,
    numero_origine: null,
    motif: null,
    logiciel: "Comptoir",
    signature: "ABCD",
    duplicata: null,
  };
}
