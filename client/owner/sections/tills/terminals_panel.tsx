/** The tills' card terminals, and payments at them of which nobody knows how they ended. */
import { useSignal } from "@preact/signals";
import type { Locale } from "../../../../shared/errors.ts";
import { Empty } from "../../../components/empty.tsx";
import { FailureNote } from "../../../components/failure_note.tsx";
import { Icon } from "../../../components/icon.tsx";
import { useSubmission } from "../../../components/submission.ts";
import type { Till } from "../../../shell/store/tills.ts";
import { PaneHead } from "../../components/pane_head.tsx";
import { RowButton } from "../../components/row_button.tsx";
import { SureAbout } from "../../components/sure_dialog.tsx";
import type { OwnerMessages } from "../../words/words.ts";
import { CardsWaiting } from "./cards_waiting.tsx";
import { TerminalForm } from "./terminal_form.tsx";
import type { Terminal, TerminalWork } from "./terminal_work.ts";
import type { TerminalMessages } from "./terminals_fr.ts";

interface TerminalsPanelProps {
  work: TerminalWork;
  tills: readonly Till[];
  t: OwnerMessages;
  words: TerminalMessages;
  locale: Locale;
}

export function TerminalsPanel({ work, tills, t, words, locale }: TerminalsPanelProps) {
  /** The terminal whose form is open, or a new one's. */
  const open = useSignal<Terminal | "new" | null>(null);
  const removing = useSignal<Terminal | null>(null);
  const submission = useSubmission();
  const terminals = work.terminals.rows.value ?? [];
  const without = tills.map(({ name }) => name).filter((name) => terminals.every(({ till }) => till !== name));
  const failure = submission.failure ?? work.terminals.failure.value ?? work.waiting.failure.value;
  const shown = open.value;
  return (
    <section class="pane terminals" aria-labelledby="terminals-title">
      <PaneHead id="terminals-title" icon="till" title={words.title}>
        {without.length > 0 && (
          <button
            type="button"
            class="button button-plain"
            disabled={shown !== null}
            onClick={() => open.value = "new"}
          >
            <Icon name="plus" />
            {words.add}
          </button>
        )}
      </PaneHead>
      <p class="pane-lead">{words.lead}</p>
      {failure !== null && <FailureNote failure={failure} t={t} />}
      {shown !== null && (
        <TerminalForm
          key={shown === "new" ? "" : shown.till}
          terminal={shown === "new" ? null : shown}
          tills={shown === "new" ? without : [shown.till]}
          t={t}
          words={words}
          onSave={(draft) => work.save(draft)}
          onClose={() => open.value = null}
        />
      )}
      {terminals.length === 0 && shown === null && <Empty icon="till" title={words.empty} />}
      <ul class="rows">
        {terminals.map((terminal) => (
          <li key={terminal.till} class="row" data-trial={terminal.trial ?? ""}>
            <span class="row-main">
              <span class="row-title">{terminal.till}</span>
              <span class="row-about" role="status">{`${terminal.address}:${terminal.port} · ${trialOf(terminal, words)}`}</span>
              {terminal.demo && <span class="row-about">{words.demo}</span>}
            </span>
            <span class="row-actions">
              <button
                type="button"
                class="button button-plain"
                aria-label={words.of(words.tryOut, terminal.till)}
                disabled={submission.busy}
                onClick={() => submission.run(() => work.tryOut(terminal))}
              >
                {words.tryOut}
              </button>
              <RowButton label={words.change} of={words.of(words.change, terminal.till)} onPress={() => open.value = terminal} />
              <RowButton
                label={words.remove}
                of={words.of(words.remove, terminal.till)}
                onPress={() => removing.value = terminal}
              />
            </span>
          </li>
        ))}
      </ul>
      <CardsWaiting
        operations={work.waiting.rows.value ?? []}
        busy={submission.busy}
        words={words}
        locale={locale}
        onSettle={(operation, cents) => void submission.run(() => work.settle(operation, cents))}
      />
      <SureAbout
        about={removing}
        title={({ till }) => `${words.of(words.remove, till)} ?`}
        body={() => words.removeBody}
        deed={words.remove}
        t={t}
        onSure={(terminal) => {
          open.value = null;
          void submission.run(() => work.remove(terminal));
        }}
      />
    </section>
  );
}

function trialOf({ trial }: Terminal, words: TerminalMessages): string {
  if (trial === null) return words.tryHint;
  if (trial === "demandee" || trial === "envoyee") return words.trying;
  return trial === "acceptee" ? words.answers : words.trials[trial] ?? trial;
}
