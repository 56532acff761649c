/** Whether a till is told that its drawer was left open: learnt from its switch while it is shut. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { FailureNote } from "../../../components/failure_note.tsx";
import { useSubmission } from "../../../components/submission.ts";
import { Switch } from "../../components/switch.tsx";
import type { OwnerMessages } from "../../words/words.ts";
import type { TillWork } from "./till_work.ts";
import type { TillMessages } from "./words.ts";

export function DrawerBlock(
  { till, work, t, w: { drawer: words } }: { till: string; work: TillWork; t: OwnerMessages; w: TillMessages },
) {
  const told = useSignal(false);
  const silent = useSignal(false);
  const submission = useSubmission();
  const read = () => work.readDrawerTold(till, (now) => told.value = now);
  useEffect(() => void submission.run(read), []);
  const press = async () => {
    silent.value = false;
    await submission.run(async () => await work.setDrawerTold(till, !told.peek(), () => silent.value = true) ?? await read());
  };
  return (
    <div class="till-pins">
      <Switch
        label={words.told}
        of={words.toldOf(till)}
        on={told.value}
        disabled={submission.busy}
        onPress={() => void press()}
      />
      <p class="field-about">{words.hint}</p>
      <p class={silent.value ? "stale" : ""} role="status">{silent.value ? words.silent : ""}</p>
      {submission.failure !== null && <FailureNote failure={submission.failure} t={t} />}
    </div>
  );
}
