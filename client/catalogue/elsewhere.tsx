/** What the other shops of the chain have of an article, asked when somebody wants to know; nothing in a shop of its own. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Locale } from "../../shared/errors.ts";
import { formatQuantity } from "../../shared/quantity.ts";
import { FailureNote } from "../components/failure_note.tsx";
import { attempt } from "../network/attempt.ts";
import type { Failure } from "../network/failure.ts";
import type { NetworkClient } from "../network/network_client.ts";
import { formatMoment, type Messages } from "../shell/words/words.ts";
import { elsewhere as en } from "./words/elsewhere_en.ts";
import { elsewhere as fr, type ElsewhereWords } from "./words/elsewhere_fr.ts";

const WORDS: Readonly<Record<Locale, ElsewhereWords>> = { fr, en };

interface There {
  readonly boutique: string;
  readonly nom: string;
  readonly libelle: string;
  /** Thousandths. */
  readonly quantite: string;
  /** RFC 3339. */
  readonly le: string;
}

interface StockElsewhereProps {
  client: NetworkClient;
  /** null for a line that is no article's. */
  product: number | null;
  t: Messages;
  locale: Locale;
}

export function StockElsewhere({ client, product, t, locale }: StockElsewhereProps) {
  const w = WORDS[locale];
  const inChain = useSignal(false);
  const found = useSignal<readonly There[] | null>(null);
  const asking = useSignal(false);
  const failure = useSignal<Failure | null>(null);
  // Of a shop without a network nobody knows: it is not asked for what it cannot tell.
  useEffect(() => void isInChain(client).then((is) => inChain.value = is), [client]);
  if (product === null || !inChain.value) return null;
  const ask = async () => {
    asking.value = true;
    failure.value = await attempt(async () => {
      const answer = await client.request("GET", `/api/produits/${product}/ailleurs`);
      found.value = (answer as { readonly boutiques: readonly There[] }).boutiques;
    });
    asking.value = false;
  };
  const now = new Date();
  return (
    <>
      <button type="button" class="button button-plain button-wide" disabled={asking.value} onClick={() => void ask()}>
        {asking.value ? w.asking : w.show}
      </button>
      {failure.value !== null && <FailureNote failure={failure.value} t={t} />}
      {failure.value === null && found.value !== null && (
        <div role="status">
          {found.value.length === 0 ? <p class="pane-lead">{w.none}</p> : (
            <dl class="facts">
              {found.value.map(({ boutique, nom, libelle, quantite, le }) => (
                <div key={`${boutique} ${libelle}`} class="fact">
                  <dt>
                    {nom} <small>{w.told(formatMoment(le, locale, now))}</small>
                  </dt>
                  <dd>{formatQuantity(Number(quantite), locale)}</dd>
                </div>
              ))}
            </dl>
          )}
        </div>
      )}
    </>
  );
}

const asked = new WeakMap<NetworkClient, Promise<boolean>>();

/** Asked once by a page that hears an answer. */
function isInChain(client: NetworkClient): Promise<boolean> {
  const known = asked.get(client);
  if (known !== undefined) return known;
  const asking = client.request("GET", "/api/chaine").then(
    (answer) => (answer as { readonly boutique: string | null }).boutique !== null,
    () => {
      asked.delete(client);
      return false;
    },
  );
  asked.set(client, asking);
  return asking;
}
