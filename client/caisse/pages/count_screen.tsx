/** A drawer that is being counted: the count stays on the screen until it is sent, and Escape leaves it while nothing is under way. */
import { type Signal, useSignal } from "@preact/signals";
import type { ComponentProps } from "preact";
import { FailureNote } from "../../components/failure_note.tsx";
import { useShortcuts } from "../../components/shortcuts.ts";
import { CountGrid } from "../components/count_grid.tsx";
import type { Count } from "../store/drawer.ts";
import type { AsideProps } from "./screen_props.ts";

interface CountScreenProps extends AsideProps, Pick<ComponentProps<typeof CountGrid>, "warnings" | "opens"> {
  /** Where what is to be said of it is kept; null where nothing is asked. */
  note: Signal<string> | null;
  onCounted: (count: Count) => void;
  onBack: () => void;
}

export function CountScreen({ store: { caisse }, note, t, busy, onCounted, onBack, ...grid }: CountScreenProps) {
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
        note={note?.value ?? ""}
        {...{ t, busy, ...grid }}
        onCount={(value, pieces) => count.value = { ...count.value, [value]: pieces }}
        onNote={(text) => {
          if (note !== null) note.value = text;
        }}
        onClose={() => onCounted(count.value)}
        onBack={back}
      >
        {failure !== null && <FailureNote failure={failure} t={t} />}
      </CountGrid>
    </div>
  );
}
