/** Opening the till with its float; a till that opens on another device only asks for the owner's code. */
import { useSignal } from "@preact/signals";
import { FailureNote } from "../../components/failure_note.tsx";
import { amountOf, type PadKey, padKeyOf, typed } from "../components/keypad.tsx";
import { onChoice, useShortcuts } from "../../components/shortcuts.ts";
import { useSubmission } from "../../components/submission.ts";
import { CODE_DIGITS, TillOpening } from "../components/till_opening.tsx";
import { attempt } from "../../network/attempt.ts";
import { useTyped } from "../../scanner/typed.ts";
import type { NearTill } from "../store/till.ts";
import { CaisseOpeningCount, LeftOpenNote } from "./later.ts";
import type { ScreenProps } from "./screen_props.ts";

export function CaisseOpening(props: ScreenProps & { tills: readonly NearTill[] }) {
  const { store: { caisse }, t, locale, online, busy, tills } = props;
  const free = tills.filter(({ open }) => !open);
  const here = free.filter(({ enrolled, elsewhere }) => enrolled && !elsewhere);
  const name = useSignal((here.length === 1 ? here : free.length === 1 ? free : [])[0]?.name ?? null);
  const entry = useTyped();
  const asked = useSignal(false);
  const counting = useSignal(false);
  const enrolled = useSignal<string | null>(null);
  const submission = useSubmission();
  const chosen = tills.find((till) => till.name === name.value && !(till.open && till.elsewhere)) ?? null;
  const coding = asked.value || chosen?.elsewhere === true;
  const float = amountOf(entry.value);
  const waits = busy || submission.busy || !online;

  const onKey = (key: PadKey) => entry.value = coding ? typedCode(entry.value, key) : typed(entry.value, key);
  const setCoding = (wanted: boolean) => {
    asked.value = wanted;
    entry.value = "";
    if (!wanted && chosen?.elsewhere === true) name.value = null;
  };
  const choose = (till: NearTill) => {
    if (till.elsewhere !== (chosen?.elsewhere === true) || asked.value) entry.value = "";
    asked.value = false;
    name.value = till.name;
  };
  const enrol = () => {
    const code = entry.value;
    entry.value = "";
    caisse.problem.value = null;
    enrolled.value = null;
    submission.run(() =>
      attempt(async () => {
        name.value = enrolled.value = await caisse.till.enrol(code);
        asked.value = false;
      })
    );
  };
  const submit = () => {
    if (waits) return;
    if (coding) {
      if (entry.value.length === CODE_DIGITS) enrol();
    } else if (chosen?.open === true) {
      counting.value = true;
    } else if (chosen !== null) {
      enrolled.value = null;
      caisse.drawer.open(chosen.name, float);
    }
  };
  useShortcuts((event) => {
    if (counting.value) return false;
    const key = padKeyOf(event);
    if (key !== null) onKey(key);
    else if (event.key === "Enter" && !onChoice(event.target)) submit();
    else if (event.key === "Escape" && coding) setCoding(false);
    else return false;
    return true;
  });
  if (counting.value && chosen !== null) {
    return <CaisseOpeningCount {...props} till={chosen} onBack={() => counting.value = false} />;
  }
  const failure = submission.failure ?? caisse.problem.value;
  return (
    <TillOpening
      tills={tills}
      entry={entry.value}
      busy={waits}
      {...{ chosen, coding, float, t, locale, onKey }}
      onChoose={choose}
      onCoding={setCoding}
      onCount={() => counting.value = true}
      onSubmit={submit}
    >
      {tills.filter(({ leftOpen, elsewhere }) => leftOpen && !elsewhere).map(({ name, by, since }) => (
        <LeftOpenNote key={name} name={name} by={by ?? ""} since={since ?? ""} t={t} locale={locale} onCount={() => {}} />
      ))}
      {enrolled.value !== null && <p class="note note-good" role="status">{t.caisse.opening.enrolled(enrolled.value)}</p>}
      {failure !== null && <FailureNote failure={failure} t={t} />}
    </TillOpening>
  );
}

/** A code may begin with zeros. */
function typedCode(entry: string, key: PadKey): string {
  if (key === "erase") return entry.slice(0, -1);
  return key === "," || entry.length >= CODE_DIGITS ? entry : entry + key;
}
