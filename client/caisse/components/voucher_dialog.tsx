/** A voucher or a gift card by its code: what is left of it, and how much of that this ticket takes. */
import type { Signal } from "@preact/signals";
import type { RefObject } from "preact";
import type { Locale } from "../../../shared/errors.ts";
import { formatCents } from "../../../shared/money.ts";
import type { CodedMode } from "../../../shared/tender.ts";
import { spacedVoucherCode } from "../../../shared/voucher_code.ts";
import { Dialog } from "../../components/dialog.tsx";
import { FailureNote } from "../../components/failure_note.tsx";
import { MainButton } from "../../components/main_button.tsx";
import type { Failure } from "../../network/failure.ts";
import { formatMoment } from "../../shell/words/words.ts";
import type { AsideMessages } from "../words/aside.ts";
import { TextField } from "./text_field.tsx";

/** What GET /api/bons/:code answers. */
export interface FoundVoucher {
  readonly code: string;
  readonly genre: CodedMode;
  /** Cents. */
  readonly montant: number;
  readonly solde: number;
  /** Of the ticket that gave it; null for another shop's. */
  readonly numero: string | null;
  /** The other shop that gave it; null where nobody says. */
  readonly boutique: { readonly nom: string } | null;
  /** What other shops have taken of it; `montant` is cents, `le` RFC 3339. */
  readonly ailleurs: readonly { readonly nom: string; readonly montant: number; readonly le: string }[];
}

interface VoucherDialogProps {
  code: Signal<string>;
  fieldRef: RefObject<HTMLInputElement | null>;
  found: FoundVoucher | null;
  /** It is among what was given already. */
  already: boolean;
  /** Cents that the ticket would take of it. */
  takes: number;
  busy: boolean;
  failure: Failure | null;
  t: AsideMessages;
  locale: Locale;
  onLook: () => void;
  onUse: () => void;
  onClose: () => void;
}

export function VoucherDialog(props: VoucherDialogProps) {
  const { code, fieldRef, found, already, takes, busy, failure, t, locale, onLook, onUse, onClose } = props;
  const { voucher, modes } = t.caisse;
  const usable = found !== null && !already && takes > 0;
  const press = usable ? onUse : onLook;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    if (!busy && !event.repeat) press();
  };
  return (
    <Dialog title={voucher.title} close={t.close} onClose={onClose} class="voucher-dialog" onKeyDown={onKeyDown}>
      <div class="dialog-body">
        <TextField
          label={voucher.code}
          fieldRef={fieldRef}
          kind="voucher-code"
          name="voucher"
          autocapitalize="characters"
          spellcheck={false}
          maxLength={40}
          data-first=""
          value={code.value}
          onText={(text) => code.value = text}
        />
        {found === null && failure === null && <p class="dialog-text">{voucher.hint}</p>}
        {failure !== null && <FailureNote failure={failure} t={t} />}
        {found !== null && (
          <div class="voucher-found" role="status">
            <p class="voucher-name">
              <span>{modes[found.genre]} {spacedVoucherCode(found.code)}</span>
              <strong>{voucher.left} {formatCents(found.solde, locale)}</strong>
            </p>
            <p class="dialog-text">
              {found.numero !== null
                ? voucher.given(found.numero, formatCents(found.montant, locale))
                : found.boutique !== null
                ? voucher.elsewhere(found.boutique.nom)
                : voucher.anywhere}
            </p>
            {found.ailleurs.map(({ nom, montant, le }, at) => (
              <p key={at} class="dialog-text">
                {voucher.used(nom, formatCents(montant, locale), formatMoment(le, locale, new Date()))}
              </p>
            ))}
            {(already || found.solde === 0) && <p class="stale" role="alert">{already ? voucher.already : voucher.spent}</p>}
          </div>
        )}
        <MainButton disabled={busy || (found !== null && !usable)} onPress={press}>
          {found === null ? voucher.look : voucher.use(formatCents(takes, locale))}
        </MainButton>
      </div>
    </Dialog>
  );
}
