/** The float of a till that is to be opened, counted piece by piece. */
import { useSignal } from "@preact/signals";
import { FailureNote } from "../../components/failure_note.tsx";
import { useShortcuts } from "../../components/shortcuts.ts";
import { CountGrid } from "../components/count_grid.tsx";
import type { Count } from "../store/drawer.ts";
import type { AsideProps } from "./screen_props.ts";

export function CaisseOpeningCount(
  { store: { caisse }, t, locale, online, busy, name, onBack }: AsideProps & { name: string; onBack: () => void },
) {
  const count = useSignal<Count>({});
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
        opens={name}
        onCount={(value, pieces) => count.value = { ...count.value, [value]: pieces }}
        onNote={() => {}}
        onClose={() => caisse.drawer.open(name, count.value)}
        onBack={back}
      >
        {failure !== null && <FailureNote failure={failure} t={t} />}
      </CountGrid>
    </div>
  );
}
