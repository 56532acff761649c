/** Signing out while a customer's money lies on the counter. */
import type { Locale } from "../../../shared/errors.ts";
import { formatCents } from "../../../shared/money.ts";
import { Dialog } from "../../components/dialog.tsx";
import type { AsideMessages } from "../words/aside.ts";

interface LeaveDialogProps {
  /** Cents. */
  money: number;
  t: AsideMessages;
  locale: Locale;
  onClose: () => void;
  onLeave: () => void;
}

export function LeaveDialog({ money, t, locale, onClose, onLeave }: LeaveDialogProps) {
  const { leave } = t.caisse;
  return (
    <Dialog title={leave.title(formatCents(money, locale))} close={t.close} onClose={onClose}>
      <p class="dialog-body">{leave.body}</p>
      <div class="dialog-foot">
        <button type="button" class="button button-plain button-big" onClick={onLeave}>{leave.leave}</button>
        <button type="button" class="button button-main button-big" data-first onClick={onClose}>{leave.stay}</button>
      </div>
    </Dialog>
  );
}
