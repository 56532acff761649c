/** What has no article of its own is sold all the same: one press makes an article for each rate of VAT, whose price the till asks for. */
import type { Locale } from "../../../../shared/errors.ts";
import type { Product } from "../../../catalogue/catalogue.ts";
import { FailureNote } from "../../../components/failure_note.tsx";
import { useSubmission } from "../../../components/submission.ts";
import { attempt } from "../../../network/attempt.ts";
import type { OwnerWork } from "../../store/work.ts";
import type { OwnerMessages } from "../../words/words.ts";
import { words as en } from "./divers_en.ts";
import { words as fr } from "./divers_fr.ts";
import { formatRate } from "./vat.ts";

interface DiversOfferProps {
  store: OwnerWork;
  /** Of VAT, that articles may have; basis points. */
  rates: readonly number[];
  t: OwnerMessages;
  locale: Locale;
}

export function DiversOffer({ store, rates, t, locale }: DiversOfferProps) {
  const w = { fr, en }[locale];
  const submission = useSubmission();
  const products = store.products.rows.value;
  const missing = products === null ? [] : ratesWithout(products, rates);
  if (missing.length === 0) return null;
  const add = () =>
    submission.run(() =>
      attempt(async () => {
        const colonnes = ["libelle", "prix_ttc", "prix_libre", "tva"];
        const lignes = missing.map((rate) => [w.label(formatRate(rate, locale)), 0, 1, rate]);
        await store.client.request("POST", "/api/produits/lot", { ajouts: { colonnes, lignes } }, store.client.uuid.next());
        await store.products.refresh();
      })
    );
  return (
    <div class="divers-offer">
      <p>{w.lead}</p>
      <button type="button" class="button button-plain" disabled={submission.busy} onClick={add}>{w.add(missing.length)}</button>
      {submission.failure !== null && <FailureNote failure={submission.failure} t={t} />}
    </div>
  );
}

/** Rates of which there is no article yet whose price is all open. */
function ratesWithout(products: readonly Product[], rates: readonly number[]): readonly number[] {
  const there = new Set(products.filter(({ open, price }) => open && price === 0).map(({ vat }) => vat));
  return rates.filter((rate) => !there.has(rate));
}
