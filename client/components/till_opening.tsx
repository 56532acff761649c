/** Before the first customer: which till, and what is in its drawer. */
import type { ComponentChildren } from "preact";
import type { Locale } from "../../shared/errors.ts";
import { formatCents } from "../../shared/money.ts";
import type { Messages } from "../i18n.ts";
import type { Till } from "../store/caisse_rows.ts";
import { Empty } from "./empty.tsx";
import { Keypad, type PadKey } from "./keypad.tsx";
import { MainButton } from "./main_button.tsx";

interface TillOpeningProps {
  tills: readonly Till[];
  chosen: string | null;
  entry: string;
  /** Cents. */
  float: number;
  busy: boolean;
  t: Messages;
  locale: Locale;
  onChoose: (name: string) => void;
  onKey: (key: PadKey) => void;
  onOpen: () => void;
  /** What went wrong. */
  children?: ComponentChildren;
}

export function TillOpening(props: TillOpeningProps) {
  const { tills, chosen, entry, float, busy, t, locale, onChoose, onKey, onOpen, children } = props;
  const { opening } = t.caisse;
  if (tills.length === 0) {
    return (
      <section class="pane opening">
        <Empty icon="till" title={opening.none}>{opening.noneBody}</Empty>
      </section>
    );
  }
  return (
    <section class="pane opening" aria-labelledby="opening-title">
      <div class="opening-text">
        <h1 id="opening-title">{opening.title}</h1>
        <p class="lead">{opening.lead}</p>
        {children}
        <div class="till-choice" role="group" aria-label={opening.till}>
          {tills.map(({ name, label }) => (
            <button
              type="button"
              key={name}
              class="till-tile"
              aria-pressed={name === chosen}
              onClick={() => onChoose(name)}
            >
              <strong>{name}</strong>
              {label !== "" && <span>{label}</span>}
            </button>
          ))}
        </div>
      </div>
      <div class="pad-side">
        <span class="entry-label">{opening.float}</span>
        <output class={entry === "" ? "entry entry-empty" : "entry"} aria-label={opening.float}>{entry || "0"} €</output>
        <Keypad t={t} decimal disabled={busy} onKey={onKey} />
        <MainButton disabled={busy || chosen === null} onPress={onOpen}>
          {opening.submit(chosen ?? "", formatCents(float, locale))}
        </MainButton>
      </div>
    </section>
  );
}
