/** The archive of a period, made and taken to where the browser keeps what it downloads. */
import { useSignal } from "@preact/signals";
import { FailureNote } from "../../../components/failure_note.tsx";
import { useSubmission } from "../../../components/submission.ts";
import { attempt } from "../../../network/attempt.ts";
import type { NetworkClient } from "../../../network/network_client.ts";
import { keepFile } from "../../components/kept_file.ts";
import type { OwnerMessages } from "../../words/words.ts";
import type { BooksWords } from "./words.ts";

interface ArchiveButtonProps {
  client: NetworkClient;
  period: string;
  label: string;
  /** The one thing to do where it stands. */
  main?: boolean;
  onTaken?: () => void;
  t: OwnerMessages;
  w: BooksWords;
}

export function ArchiveButton({ client, period, label, main = false, onTaken, t, w: { archives: words } }: ArchiveButtonProps) {
  const submission = useSubmission();
  const done = useSignal<string | null>(null);
  const take = () => {
    done.value = null;
    submission.run(() =>
      attempt(async () => {
        const name = `comptoir-archive-${period}.zip`;
        keepFile(await client.file(`/api/archives/${period}`), name);
        done.value = name;
        onTaken?.();
      })
    );
  };
  return (
    <div class="archive-button">
      <button type="button" class={main ? "button button-main" : "button button-plain"} disabled={submission.busy} onClick={take}>
        {submission.busy ? words.preparing : label}
      </button>
      {submission.failure !== null && <FailureNote failure={submission.failure} t={t} />}
      {done.value !== null && <p class="archive-done" role="status">{words.done(done.value)}</p>}
    </div>
  );
}
