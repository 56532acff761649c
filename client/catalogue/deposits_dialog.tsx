/** Bottles that are brought back: how many of each deposit, on one press a line each of the ticket in hand. */
import { useSignal } from "@preact/signals";
import type { Locale } from "../../shared/errors.ts";
import { formatCents } from "../../shared/money.ts";
import type { BroughtBack, Product } from "./catalogue.ts";
import { Dialog } from "../components/dialog.tsx";
import { Stepper } from "../components/stepper.tsx";
import type { Messages } from "../shell/words/words.ts";
import { deposits as en } from "./words/deposits_en.ts";
import { deposits as fr, type DepositsWords } from "./words/deposits_fr.ts";

const WORDS: Readonly<Record<Locale, DepositsWords>> = { fr, en };

interface DepositsDialogProps {
  deposits: readonly Product[];
  t: Messages;
  locale: Locale;
  /** How many of each, none of those that did not come; answers those that the ticket has no room for. */
  onReturn: (back: readonly BroughtBack[]) => readonly BroughtBack[];
  onClose: () => void;
}

export function DepositsDialog({ deposits, t, locale, onReturn, onClose }: DepositsDialogProps) {
  const w = WORDS[locale];
  /** Pieces by product id. */
  const counts = useSignal<ReadonlyMap<number, number>>(new Map());
  /** What is counted here still found no room. */
  const full = useSignal(false);
  const back = deposits.flatMap((product) => {
    const pieces = counts.value.get(product.id) ?? 0;
    return pieces === 0 ? [] : [{ product, pieces }];
  });
  const worth = back.reduce((sum, { product, pieces }) => sum + pieces * product.price, 0);
  const count = (id: number, more: number) =>
    counts.value = new Map(counts.value).set(id, Math.max(0, (counts.value.get(id) ?? 0) + more));
  return (
    <Dialog title={w.title} close={t.close} onClose={onClose} class="deposits-dialog">
      <div class="dialog-body">
        <ul class="deposit-list">
          {deposits.map(({ id, label, price }, at) => (
            <li key={id} class="deposit-row">
              <span class="deposit-label">
                {label} <span class="line-unit">{formatCents(price, locale)}</span>
              </span>
              <Stepper
                value={String(counts.value.get(id) ?? 0)}
                label={label}
                less={w.less(label)}
                lessDisabled={(counts.value.get(id) ?? 0) === 0}
                more={w.more(label)}
                first={at === 0}
                onLess={() => count(id, -1)}
                onMore={() => count(id, 1)}
              />
            </li>
          ))}
        </ul>
        {full.value && <p class="stale" role="alert">{w.full}</p>}
      </div>
      <div class="dialog-foot">
        <button
          type="button"
          class="button button-main button-big button-wide"
          disabled={back.length === 0}
          onClick={() => {
            const left = onReturn(back);
            counts.value = new Map(left.map(({ product, pieces }) => [product.id, pieces]));
            full.value = left.length > 0;
            if (left.length === 0) onClose();
          }}
        >
          {w.confirm(formatCents(worth, locale))}
        </button>
      </div>
    </Dialog>
  );
}
