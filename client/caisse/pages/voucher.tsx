/** Paying by a voucher or a gift card: its code is scanned or typed, the server says what it is worth. */
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Locale } from "../../../shared/errors.ts";
import type { Tender } from "../../../shared/tender.ts";
import { useSubmission } from "../../components/submission.ts";
import { attempt } from "../../network/attempt.ts";
import type { NetworkClient } from "../../network/network_client.ts";
import { CODE_KEY } from "../components/payment_pane.tsx";
import { type FoundVoucher, VoucherDialog } from "../components/voucher_dialog.tsx";
import type { AsideMessages } from "../words/aside.ts";

interface CaisseVoucherProps {
  client: NetworkClient;
  /** As it was scanned; empty where it is to be typed. */
  scanned: string;
  /** Cents that are left to pay. */
  left: number;
  tenders: readonly Tender[];
  t: AsideMessages;
  locale: Locale;
  onGive: (tender: Tender) => void;
  onClose: () => void;
}

export function CaisseVoucher({ client, scanned, left, tenders, t, locale, onGive, onClose }: CaisseVoucherProps) {
  // The key that led here is the first of the code.
  const code = useSignal(scanned === "" ? CODE_KEY : scanned);
  const found = useSignal<FoundVoucher | null>(null);
  const submission = useSubmission();
  const field = useRef<HTMLInputElement>(null);
  const look = () => {
    const wanted = code.value.trim();
    if (wanted.length <= CODE_KEY.length) return field.current?.focus();
    submission.run(() =>
      attempt(async () => {
        found.value = null;
        found.value = await client.request("GET", `/api/bons/${encodeURIComponent(wanted)}`) as FoundVoucher;
      })
    );
  };
  useEffect(() => field.current?.setSelectionRange(CODE_KEY.length, CODE_KEY.length), []);
  useEffect(() => {
    if (scanned === "") return;
    code.value = scanned;
    look();
  }, [scanned]);
  // Another code was typed over it.
  const shown = found.value !== null && sameCode(code.value, found.value.code) ? found.value : null;
  const takes = Math.min(left, shown?.solde ?? 0);
  return (
    <VoucherDialog
      code={code}
      fieldRef={field}
      found={shown}
      already={tenders.some((one) => one.code === shown?.code)}
      takes={takes}
      busy={submission.busy}
      failure={submission.failure}
      t={t}
      locale={locale}
      onLook={look}
      onUse={() => onGive({ mode: shown!.genre, amount: takes, code: shown!.code })}
      onClose={onClose}
    />
  );
}

function sameCode(typed: string, code: string): boolean {
  return typed.replace(/[^0-9a-z]/gi, "").toUpperCase() === code;
}
