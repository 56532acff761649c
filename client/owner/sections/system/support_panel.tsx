/** The file for who helps the owner from afar: taken here, read before it is sent. */
import { useSignal } from "@preact/signals";
import { FailureNote } from "../../../components/failure_note.tsx";
import { useSubmission } from "../../../components/submission.ts";
import { attempt } from "../../../network/attempt.ts";
import type { NetworkClient } from "../../../network/network_client.ts";
import { keepFile } from "../../components/kept_file.ts";
import type { OwnerMessages } from "../../words/words.ts";
import type { SystemMessages } from "./words.ts";

const NAME = "comptoir-support.zip";

export function SupportPanel({ client, t, w: { support } }: { client: NetworkClient; t: OwnerMessages; w: SystemMessages }) {
  const submission = useSubmission();
  const taken = useSignal(false);
  const take = () => {
    taken.value = false;
    submission.run(() =>
      attempt(async () => {
        keepFile(await client.file("/api/support"), NAME);
        taken.value = true;
      })
    );
  };
  return (
    <section class="pane" aria-labelledby="support-title">
      <header class="pane-head">
        <h2 id="support-title">{support.title}</h2>
        <button type="button" class="button button-plain" disabled={submission.busy} onClick={take}>{support.take}</button>
      </header>
      <p class="pane-lead">{support.body}</p>
      {submission.failure !== null && <FailureNote failure={submission.failure} t={t} />}
      {taken.value && <p class="pane-lead" role="status">{support.taken(NAME)}</p>}
    </section>
  );
}
