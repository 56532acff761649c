/** Which ticket? Its printed number, typed or scanned. */
import type { Signal } from "@preact/signals";
import type { ComponentChildren, Ref } from "preact";
import type { AsideMessages } from "../words/aside.ts";
import { MainButton } from "../../components/main_button.tsx";
import { BackButton } from "./back_button.tsx";
import { TextField } from "./text_field.tsx";

interface LookupPaneProps {
  number: Signal<string>;
  fieldRef: Ref<HTMLInputElement>;
  /** A number that no paid ticket has. */
  none: string | null;
  busy: boolean;
  t: AsideMessages;
  onFind: () => void;
  onBack: () => void;
  /** Today's receipts, to choose from. */
  today: ComponentChildren;
  /** What went wrong. */
  children?: ComponentChildren;
}

export function LookupPane({ number, fieldRef, none, busy, t, onFind, onBack, today, children }: LookupPaneProps) {
  const { lookup } = t.caisse;
  return (
    <section class="pane lookup" aria-labelledby="lookup-title">
      <header class="pane-head">
        <h2 id="lookup-title">{t.caisse.titles.lookup}</h2>
        <BackButton t={t} onPress={onBack} />
      </header>
      <div class="lookup-body">
        <p class="pane-count">{lookup.lead}</p>
        <TextField
          label={lookup.number}
          fieldRef={fieldRef}
          kind="lookup-number"
          name="number"
          autocapitalize="characters"
          spellcheck={false}
          placeholder="C1-000123"
          value={number.value}
          onText={(text) => number.value = text}
        />
        {none !== null && <p class="stale" role="alert">{lookup.none(none)}</p>}
        {children}
        <MainButton disabled={busy || number.value.trim() === ""} onPress={onFind}>{lookup.find}</MainButton>
        {today}
      </div>
    </section>
  );
}
