import { useSignal } from "@preact/signals";
import { parseCents } from "../../shared/money.ts";
import { FailureNote } from "../components/failure_note.tsx";
import { padKeyOf, typed } from "../components/keypad.tsx";
import { useShortcuts } from "../components/shortcuts.ts";
import { TillOpening } from "../components/till_opening.tsx";
import type { Till } from "../store/caisse_rows.ts";
import type { ScreenProps } from "./caisse.tsx";

export function CaisseOpening({ store: { caisse }, t, locale, online, busy, tills }: ScreenProps & { tills: readonly Till[] }) {
  const chosen = useSignal(tills.length === 1 ? tills[0]!.name : null);
  const entry = useSignal("");
  const float = amountOf(entry.value);
  const failure = caisse.problem.value;
  const open = () => {
    if (chosen.value !== null && online && !busy) caisse.openTill(chosen.value, float);
  };
  useShortcuts((event) => {
    const key = padKeyOf(event);
    if (key !== null) entry.value = typed(entry.value, key);
    else if (event.key === "Enter" && !event.repeat && !onChoice(event.target)) open();
    else return false;
    return true;
  });
  return (
    <TillOpening
      tills={tills}
      chosen={chosen.value}
      entry={entry.value}
      float={float}
      busy={busy || !online}
      t={t}
      locale={locale}
      onChoose={(name) => chosen.value = name}
      onKey={(key) => entry.value = typed(entry.value, key)}
      onOpen={open}
    >
      {failure !== null && <FailureNote failure={failure} t={t} />}
    </TillOpening>
  );
}

/** Cents of what was typed on the keypad. */
export function amountOf(entry: string): number {
  return parseCents(entry.replace(/,$/, "")) ?? 0;
}

/** Whether Enter belongs to the button that the keyboard is on. */
export function onChoice(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("button:focus-visible, a:focus-visible");
}
