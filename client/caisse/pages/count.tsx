/** Closing the till: a blind count. */
import { useSignal } from "@preact/signals";
import { formatCents } from "../../../shared/money.ts";
import { closeTill } from "../store/cash_moves.ts";
import { CountScreen } from "./count_screen.tsx";
import type { AsideProps } from "./screen_props.ts";

export function CaisseCount(props: AsideProps) {
  const { store: { caisse }, t, locale, online } = props;
  const note = useSignal("");
  const waiting = caisse.queue.rows.value?.length ?? 0;
  const words = t.caisse.count;
  const warnings = [
    ...(waiting > 0 ? [words.waiting(waiting)] : []),
    ...(caisse.sale.ticket.lines.value.length > 0 ? [words.direct] : []),
    ...(caisse.tenders.total.value > 0 ? [words.tendered(formatCents(caisse.tenders.total.value, locale))] : []),
    ...(online ? [] : [t.offline.title]),
  ];
  return (
    <CountScreen
      {...props}
      note={note}
      warnings={warnings}
      onCounted={(count) => closeTill(caisse.drawer, count, note.value)}
      onBack={() => caisse.go("queue")}
    />
  );
}
