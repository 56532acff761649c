/** Signing out while a customer's money lies on the counter, or the till is open. */
import type { Locale } from "../../../shared/errors.ts";
import { formatCents } from "../../../shared/money.ts";
import { Dialog } from "../../components/dialog.tsx";
import type { AsideMessages } from "../words/aside.ts";

interface LeaveDialogProps {
  /** Cents. */
  money: number;
  /** The open till's name. */
  till: string;
  t: AsideMessages;
  locale: Locale;
  onClose: () => void;
  onLeave: () => void;
  onCount: () => void;
}

export function LeaveDialog({ money, till, t, locale, onClose, onLeave, onCount }: LeaveDialogProps) {
  const { leave } = t.caisse;
  return (
    <Dialog
      title={money > 0 ? leave.title(formatCents(money, locale)) : leave.tillTitle(till)}
      close={t.close}
      onClose={onClose}
    >
      <p class="dialog-body">{money > 0 ? leave.body : leave.tillBody}</p>
      <div class="dialog-foot">
        <button type="button" class="button button-plain button-big" onClick={onLeave}>{leave.leave}</button>
        {money === 0 && <button type="button" class="button button-plain button-big" onClick={onCount}>{leave.count}</button>}
        <button type="button" class="button button-main button-big" data-first onClick={onClose}>{leave.stay}</button>
      </div>
    </Dialog>
  );
}
