/** The tills' card terminals, and payments at them of which nobody knows how they ended. */
import type { Locale } from "../../../../shared/errors.ts";
import { useSubmission } from "../../../components/submission.ts";
import type { Till } from "../../../shell/store/tills.ts";
import type { OwnerMessages } from "../../words/words.ts";
import { CardsWaiting } from "./cards_waiting.tsx";
import { DevicePanel } from "./device_panel.tsx";
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
  const submission = useSubmission();
  const terminals = work.terminals.rows.value;
  const without = tills.map(({ name }) => name).filter((name) => terminals?.every(({ till }) => till !== name));
  return (
    <DevicePanel
      kind="terminals"
      icon="till"
      devices={terminals}
      keyOf={({ till }) => till}
      nameOf={({ till }) => till}
      about={(terminal) => (
        <>
          <span class="row-about" role="status">{`${terminal.address}:${terminal.port} · ${trialOf(terminal, words)}`}</span>
          {terminal.demo && <span class="row-about">{words.demo}</span>}
        </>
      )}
      adds={without.length > 0}
      form={(terminal, onClose) => (
        <TerminalForm
          terminal={terminal}
          tills={terminal === null ? without : [terminal.till]}
          t={t}
          words={words}
          onSave={(draft) => work.save(draft)}
          onClose={onClose}
        />
      )}
      submission={submission}
      failure={submission.failure ?? work.terminals.failure.value ?? work.waiting.failure.value}
      t={t}
      words={words}
      onTry={(terminal) => work.tryOut(terminal)}
      onRemove={(terminal) => work.remove(terminal)}
    >
      <CardsWaiting
        operations={work.waiting.rows.value ?? []}
        busy={submission.busy}
        words={words}
        locale={locale}
        onSettle={(operation, cents) => void submission.run(() => work.settle(operation, cents))}
      />
    </DevicePanel>
  );
}

function trialOf({ trial }: Terminal, words: TerminalMessages): string {
  if (trial === null) return words.tryHint;
  if (trial === "demandee" || trial === "envoyee") return words.trying;
  return trial === "acceptee" ? words.answers : words.trials[trial] ?? trial;
}
