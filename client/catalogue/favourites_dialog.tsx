/** What this device shows first is chosen among all articles: one touch each, and another takes it back. */
import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import type { Locale } from "../../shared/errors.ts";
import { Dialog } from "../components/dialog.tsx";
import { Icon } from "../components/icon.tsx";
import type { Messages } from "../shell/words/words.ts";
import type { Product } from "./catalogue.ts";
import type { LiveCatalogue } from "./live.ts";
import { own as en } from "./words/own_en.ts";
import { own as fr, type OwnWords } from "./words/own_fr.ts";
import type { PickerWords } from "./words/words.ts";

/** Rows drawn; the rest is found by search. */
const ROWS = 40;
const WORDS: Readonly<Record<Locale, OwnWords>> = { fr, en };

interface FavouritesDialogProps {
  catalogue: LiveCatalogue;
  t: Messages;
  w: PickerWords;
  locale: Locale;
  onClose: () => void;
}

export function FavouritesDialog({ catalogue, t, w, locale, onClose }: FavouritesDialogProps) {
  const typed = useSignal("");
  const { own, rows } = catalogue;
  const { products } = w;
  const words = WORDS[locale];
  // As it was when one came: a row that is let go stays under the finger.
  const before = useMemo(() => own.ids.peek(), []);
  const searching = typed.value.trim() !== "";
  const found = searching ? catalogue.find(typed.value, null, ROWS) : firstOf(before, catalogue, rows.value ?? []);
  return (
    <Dialog title={products.own} close={t.close} onClose={onClose} class="tall">
      <div class="dialog-form">
        <p class="dialog-lead favourites-lead">{words.lead}</p>
        <div class="dialog-top">
          <label class="search">
            <Icon name="search" />
            <span class="visually-hidden">{products.search}</span>
            <input
              class="input"
              type="search"
              name="favourite"
              data-first
              autocomplete="off"
              placeholder={products.search}
              value={typed.value}
              onInput={(event) => typed.value = event.currentTarget.value}
            />
          </label>
        </div>
        <div class="dialog-body dialog-list">
          {found.total === 0 && <p class="dialog-lead">{searching ? products.none(typed.value.trim()) : products.empty}</p>}
          <ul>
            {found.products.map(({ id, label, favourite }) => (
              <li key={id}>
                <button
                  type="button"
                  class="pick-row favourite-row"
                  aria-pressed={own.ids.value.includes(id)}
                  onClick={() => own.toggle(id)}
                >
                  <Icon name="star" />
                  <span class="row-title">{label}</span>
                  {favourite && <span class="row-about">{words.ownersToo}</span>}
                </button>
              </li>
            ))}
          </ul>
          {found.total > found.products.length && <p class="dialog-lead">{words.more(found.total - found.products.length)}</p>}
        </div>
      </div>
    </Dialog>
  );
}

/** Before anything is looked for: those chosen, those shown first anyway, then the others by name. */
function firstOf(chosen: readonly number[], catalogue: LiveCatalogue, rows: readonly Product[]) {
  const kept = chosen.map((id) => catalogue.byId(id)).filter((product) => product !== null);
  const products = [...new Set([...kept, ...catalogue.firsts.peek(), ...rows])];
  return { products: products.slice(0, ROWS), total: products.length };
}
