/** The form of a till's card terminal: whose it is, and where. */
import { useSignal } from "@preact/signals";
import type { Failure } from "../../../network/failure.ts";
import { Choice, Field } from "../../../components/field.tsx";
import { filled, useForm } from "../../../components/form.ts";
import { AddForm } from "../../components/add_form.tsx";
import type { OwnerMessages } from "../../words/words.ts";
import type { Terminal, TerminalDraft } from "./terminal_work.ts";
import type { TerminalMessages } from "./terminals_fr.ts";

interface TerminalFormProps {
  /** What is changed; null for a new one. */
  terminal: Terminal | null;
  /** Names of those that may have it. */
  tills: readonly string[];
  t: OwnerMessages;
  words: TerminalMessages;
  onSave: (draft: TerminalDraft) => Promise<Failure | null>;
  onClose: () => void;
}

export function TerminalForm({ terminal, tills, t, words, onSave, onClose }: TerminalFormProps) {
  const till = useSignal(terminal?.till ?? tills[0] ?? "");
  const address = useSignal(terminal?.address ?? "");
  const port = useSignal(String(terminal?.port ?? 8888));
  const identifier = useSignal(terminal?.identifier ?? "012345678901");
  const form = useForm(t.account.missing);
  const submit = async () => {
    const reached = filled(address);
    const draft = reached === null ? null : {
      till: till.value,
      address: reached,
      port: Number(port.value.trim()) || 0,
      identifier: identifier.value.trim(),
    };
    if (await form.send(draft, onSave)) onClose();
  };
  return (
    <AddForm submission={form} t={t} changes={terminal !== null} onSubmit={submit} onClose={onClose}>
      <Choice label={words.till} value={till} name="terminal-till">
        {tills.map((name) => <option key={name} value={name}>{name}</option>)}
      </Choice>
      <Field
        label={words.address}
        value={address}
        hint={words.addressHint}
        error={form.missing(address)}
        name="terminal-address"
        maxLength={15}
        autofocus
      />
      <Field label={words.port} value={port} name="terminal-port" inputMode="numeric" maxLength={5} />
      <Field
        label={words.identifier}
        value={identifier}
        hint={words.identifierHint}
        name="terminal-identifier"
        inputMode="numeric"
        maxLength={12}
      />
    </AddForm>
  );
}
