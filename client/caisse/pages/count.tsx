/** Closing the till: a blind count, kept on the screen until it is sent. */
import { useSignal } from "@preact/signals";
import { CountGrid } from "../components/count_grid.tsx";
import { formatCents } from "../../../shared/money.ts";
import { FailureNote } from "../../components/failure_note.tsx";
import { useShortcuts } from "../../components/shortcuts.ts";
import { closeTill } from "../store/cash_moves.ts";
import type { Count } from "../store/drawer.ts";
import type { AsideProps } from "./screen_props.ts";

export function CaisseCount({ store: { caisse }, t, locale, online, busy }: AsideProps) {
  const count = useSignal<Count>({});
  const note = useSignal("");
  const waiting = caisse.queue.rows.value?.length ?? 0;
  const words = t.caisse.count;
  const warnings = [
    ...(waiting > 0 ? [words.waiting(waiting)] : []),
    ...(caisse.sale.ticket.lines.value.length > 0 ? [words.direct] : []),
    ...(caisse.tenders.total.value > 0 ? [words.tendered(formatCents(caisse.tenders.total.value, locale))] : []),
    ...(online ? [] : [t.offline.title]),
  ];
  const back = () => {
    if (!busy) caisse.go("queue");
  };
  useShortcuts(({ key }) => {
    if (key !== "Escape") return false;
    back();
    return true;
  });
  const failure = caisse.problem.value;
  return (
    <div class="caisse-screen drawer-screen">
      <CountGrid
        count={count.value}
        note={note.value}
        warnings={warnings}
        online={online}
        busy={busy}
        t={t}
        locale={locale}
        onCount={(value, pieces) => count.value = { ...count.value, [value]: pieces }}
        onNote={(text) => note.value = text}
        onClose={() => closeTill(caisse.drawer, count.value, note.value)}
        onBack={back}
      >
        {failure !== null && <FailureNote failure={failure} t={t} />}
      </CountGrid>
    </div>
  );
}
