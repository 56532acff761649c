/** Leads to what this device shows first. */
import { useSignal } from "@preact/signals";
import type { Locale } from "../../../shared/errors.ts";
import { Icon } from "../../components/icon.tsx";
import type { Messages } from "../words/words.ts";
import { FavouritesDialog } from "./later.ts";
import type { LiveCatalogue } from "../../catalogue/live.ts";
import type { PickerWords } from "../../catalogue/words/words.ts";

interface FavouritesButtonProps {
  catalogue: LiveCatalogue;
  words: Messages;
  t: PickerWords;
  locale: Locale;
}

export function FavouritesButton({ catalogue, words, t, locale }: FavouritesButtonProps) {
  const open = useSignal(false);
  return (
    <>
      <button
        type="button"
        class="button button-quiet button-icon"
        aria-label={t.products.own}
        title={t.products.own}
        onClick={() => open.value = true}
      >
        <Icon name="star" />
      </button>
      {open.value && (
        <FavouritesDialog
          catalogue={catalogue}
          t={words}
          w={t}
          locale={locale}
          onClose={() => open.value = false}
        />
      )}
    </>
  );
}
