/** What was scanned where no article has a place, with the one key that adds it to a ticket. */
import type { Locale } from "../../../shared/errors.ts";
import { formatQuantity, ONE } from "../../../shared/quantity.ts";
import type { AsideMessages } from "../words/aside.ts";
import { Icon } from "../../components/icon.tsx";
import { Key } from "../../components/main_button.tsx";
import type { Stray } from "../store/strays.ts";

interface StrayNoticeProps {
  strays: readonly Stray[];
  /** What adding them is called here; null where there is nothing to add them to. */
  action: string | null;
  /** Its key, where it has one. */
  keyName: string | null;
  disabled: boolean;
  t: AsideMessages;
  locale: Locale;
  onAdd: () => void;
  onClose: () => void;
}

export function StrayNotice({ strays, action, keyName, disabled, t, locale, onAdd, onClose }: StrayNoticeProps) {
  const { strays: words, loss } = t.caisse;
  return (
    <div class="caisse-notice" role="alert">
      <p class="note note-warm">
        <Icon name="scan" />
        <strong>{words.told(listed(strays, locale))}</strong>
      </p>
      {action !== null && (
        <button type="button" class="button button-plain" disabled={disabled} onClick={onAdd}>
          {action}
          {keyName !== null && <Key name={keyName} />}
        </button>
      )}
      <button type="button" class="button button-quiet" onClick={onClose}>{loss.understood}</button>
    </div>
  );
}

/** `Pain de campagne, 2 × Café` */
function listed(strays: readonly Stray[], locale: Locale): string {
  const sums = new Map<string, number>();
  for (const { product: { label }, quantity } of strays) sums.set(label, (sums.get(label) ?? 0) + quantity);
  return [...sums].map(([label, sum]) => sum === ONE ? label : `${formatQuantity(sum, locale)} × ${label}`).join(", ");
}
