/** The float of a till that is to be opened, or a colleague's drawer that is taken over, counted piece by piece. */
import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { FailureNote } from "../../components/failure_note.tsx";
import { useShortcuts } from "../../components/shortcuts.ts";
import { CountGrid } from "../components/count_grid.tsx";
import { openCounted, takeOver } from "../store/cash_moves.ts";
import type { Count } from "../store/drawer.ts";
import type { NearTill } from "../store/till.ts";
import type { AsideProps } from "./screen_props.ts";

export function CaisseOpeningCount(
  { store: { caisse }, t, locale, online, busy, till, onBack }: AsideProps & { till: NearTill; onBack: () => void },
) {
  const count = useSignal<Count>({});
  const { openingCount, takingOver } = t.caisse;
  // As it was when the count began: one that another has opened meanwhile is not taken over by it.
  const { name, open, by: whose } = useRef(till).current;
  const by = whose ?? "";
  const words = open
    ? { title: takingOver.title(name, by), lead: takingOver.lead(by), submit: takingOver.submit }
    : { title: openingCount.title(name), lead: openingCount.lead, submit: (total: string) => openingCount.submit(name, total) };
  const back = () => {
    if (!busy) onBack();
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
        note=""
        warnings={online ? [] : [t.offline.title]}
        online={online}
        busy={busy}
        t={t}
        locale={locale}
        opens={words}
        onCount={(value, pieces) => count.value = { ...count.value, [value]: pieces }}
        onNote={() => {}}
        onClose={() => open ? takeOver(caisse.drawer, name, count.value) : openCounted(caisse.drawer, name, count.value)}
        onBack={back}
      >
        {failure !== null && <FailureNote failure={failure} t={t} />}
      </CountGrid>
    </div>
  );
}
