/** One's own PIN: set, changed or taken away, with one's password. */
import { useSignal } from "@preact/signals";
import { isPin, isWeakPin } from "../../../shared/pins.ts";
import { FailureNote } from "../../components/failure_note.tsx";
import { Field } from "../../components/field.tsx";
import { useSubmission } from "../../components/submission.ts";
import { attempt } from "../../network/attempt.ts";
import type { NetworkClient } from "../../network/network_client.ts";
import type { PinWords } from "../words/pin_fr.ts";
import type { Messages } from "../words/words.ts";

interface OwnPinProps {
  client: NetworkClient;
  t: Messages;
  w: PinWords["own"];
  /** Given the sentence that says what was done. */
  onDone: (said: string) => void;
  onBack: () => void;
}

export function OwnPin({ client, t, w, onDone, onBack }: OwnPinProps) {
  const current = useSignal("");
  const code = useSignal("");
  const again = useSignal("");
  /** What was asked for last; its faults show from then on. */
  const tried = useSignal<"save" | "remove" | null>(null);
  const submission = useSubmission();
  const malformed = !isPin(code.value) ? w.malformed : isWeakPin(code.value) ? w.weak : null;
  const different = again.value === code.value ? null : w.different;
  const missing = current.value === "" ? w.missing : null;
  const wrong = submission.failure?.code === "invalid_credentials";
  const set = async (pin: string | null, said: string) => {
    const body = { current: current.value, pin };
    if (await submission.run(() => attempt(async () => void await client.request("PUT", "/api/auth/pin", body)))) onDone(said);
  };
  const save = (event: Event) => {
    event.preventDefault();
    tried.value = "save";
    if (missing === null && malformed === null && different === null) void set(code.value, w.saved);
  };
  const remove = () => {
    tried.value = "remove";
    if (missing === null) void set(null, w.removed);
  };
  const shown = (problem: string | null) => tried.value === "save" ? problem : null;
  const digits = { type: "password", inputMode: "numeric", maxLength: 8 } as const;
  return (
    <form onSubmit={save} noValidate>
      <div class="dialog-body form">
        <p>{w.lead}</p>
        <Field
          label={w.current}
          value={current}
          error={wrong ? w.wrong : tried.value === null ? null : missing}
          name="own-pin-password"
          type="password"
          autocomplete="current-password"
          autofocus
        />
        <Field label={w.next} value={code} error={shown(malformed)} name="own-pin" {...digits} />
        <Field label={w.again} value={again} error={shown(different)} name="own-pin-again" {...digits} />
        {submission.failure !== null && !wrong && <FailureNote failure={submission.failure} t={t} />}
      </div>
      <div class="dialog-foot">
        <button type="button" class="button button-quiet" onClick={onBack}>{w.back}</button>
        <button type="button" class="button button-plain" disabled={submission.busy} onClick={remove}>{w.remove}</button>
        <button type="submit" class="button button-main" disabled={submission.busy}>{w.save}</button>
      </div>
    </form>
  );
}
