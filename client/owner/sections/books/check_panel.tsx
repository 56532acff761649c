/** Whether the books are as they were written: asked of the server, told in words. */
import { useSignal } from "@preact/signals";
import type { Locale } from "../../../../shared/errors.ts";
import { FailureNote } from "../../../components/failure_note.tsx";
import { Icon } from "../../../components/icon.tsx";
import { useSubmission } from "../../../components/submission.ts";
import { attempt } from "../../../network/attempt.ts";
import type { NetworkClient } from "../../../network/network_client.ts";
import { formatDateAndTime } from "../../../shell/words/words.ts";
import { HowFar } from "../../pages/how_far.tsx";
import type { OwnerMessages } from "../../words/words.ts";
import type { Verification } from "./archives_work.ts";
import type { BooksWords } from "./words.ts";

interface CheckPanelProps {
  client: NetworkClient;
  /** Throws a Failure. */
  onCheck: () => Promise<Verification>;
  t: OwnerMessages;
  w: BooksWords;
  locale: Locale;
}

export function CheckPanel({ client, onCheck, t, w, locale }: CheckPanelProps) {
  const words = w.check;
  const found = useSignal<Verification | null>(null);
  const submission = useSubmission();
  const check = () => {
    found.value = null;
    submission.run(() => attempt(async () => void (found.value = await onCheck())));
  };
  return (
    <section class="pane" aria-labelledby="check-title">
      <header class="pane-head">
        <h2 id="check-title">{words.title}</h2>
      </header>
      <div class="pane-inner">
        <p class="dialog-lead">{words.lead}</p>
        <button type="button" class="button button-main check-button" disabled={submission.busy} onClick={check}>
          {submission.busy ? words.busy : words.act}
        </button>
        {submission.busy && <HowFar client={client} work="verification" locale={locale} />}
        {submission.failure !== null && <FailureNote failure={submission.failure} t={t} />}
        <div role="status">{found.value !== null && <Verdict found={found.value} w={w} locale={locale} />}</div>
      </div>
    </section>
  );
}

function Verdict({ found: { ok, records, first_wrong_seq, problem, note, fiscal }, w, locale }: {
  found: Verification;
  w: BooksWords;
  locale: Locale;
}) {
  const words = w.check;
  const good = ok && fiscal.ok;
  return (
    <div class="verdict">
      <p class={good ? "note note-good" : "note note-bad"}>
        <Icon name={good ? "check" : "alert"} />
        <strong>{good ? words.good : words.bad}</strong>
      </p>
      <ul>
        <li>{ok ? words.journal(records) : words.journalBad(String(first_wrong_seq ?? "?"))}</li>
        {problem !== null && <li lang="en">{problem}</li>}
        {note !== null && <li lang="en">{note}</li>}
        <li>{fiscal.ok ? words.fiscal(fiscal.records) : words.fiscalBad(fiscal.first_wrong ?? "?")}</li>
        {fiscal.problem !== null && <li lang="en">{fiscal.problem}</li>}
      </ul>
      {fiscal.keys.length > 0 && (
        <>
          <p class="row-about">{words.keys}</p>
          <ul>
            {fiscal.keys.map(({ key_id, records, from, to, here }) => (
              <li key={key_id} class="verdict-key">
                <code class="hash">{key_id}</code>
                {here && <span class="chip">{words.here}</span>}
                <span class="row-about">
                  {words.key(records, formatDateAndTime(from, locale), formatDateAndTime(to, locale))}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
