/** The shop's link to head office: begun by the file that head office gave, how it stands, ended. */
import { useSignal } from "@preact/signals";
import type { Locale } from "../../../../shared/errors.ts";
import { LANGUAGE } from "../../../../shared/language.ts";
import { FailureNote } from "../../../components/failure_note.tsx";
import { useSubmission } from "../../../components/submission.ts";
import { formatDateAndTime } from "../../../shell/words/words.ts";
import { FilePick } from "../../components/file_pick.tsx";
import { SureDialog } from "../../components/sure_dialog.tsx";
import type { OwnerMessages } from "../../words/words.ts";
import { headOffice as en } from "./head_office_en.ts";
import { headOffice as fr, type HeadOfficeWords } from "./head_office_fr.ts";
import { PublishedList } from "./published_list.tsx";
import type { HeadOfficeLink, HeadOfficeWork } from "./head_office_work.ts";
import { beginning } from "./server_words.ts";
import type { SystemMessages } from "./words.ts";

const WORDS: Readonly<Record<Locale, HeadOfficeWords>> = { fr, en };

interface HeadOfficePanelProps {
  work: HeadOfficeWork;
  t: OwnerMessages;
  w: SystemMessages;
  locale: Locale;
}

export function HeadOfficePanel({ work, t, w: { duration }, locale }: HeadOfficePanelProps) {
  const w = WORDS[locale];
  const submission = useSubmission();
  const leaving = useSignal(false);
  const found = work.found.value;
  const failure = submission.failure ?? work.failure.value;
  if (found === null) return failure === null ? null : <FailureNote failure={failure} t={t} />;
  const { link } = found;
  const join = (file: File) => submission.run(async () => await work.join(await file.text()));
  return (
    <section class="pane" aria-labelledby="head-office-title">
      <header class="pane-head">
        <h2 id="head-office-title">{w.title}</h2>
        {link === null
          ? (
            <FilePick
              label={w.file}
              accept=".json,application/json"
              disabled={submission.busy}
              onPick={(file) => void join(file)}
            >
              {w.join}
            </FilePick>
          )
          : (
            <button type="button" class="button button-plain" disabled={submission.busy} onClick={() => leaving.value = true}>
              {w.leave}
            </button>
          )}
      </header>
      {failure !== null && <FailureNote failure={failure} t={t} />}
      {link === null
        ? <p class="pane-lead" role="status">{submission.busy ? w.joining : w.lead}</p>
        : <Standing link={link} w={w} duration={duration} locale={locale} />}
      {work.published.value.length > 0 && <PublishedList publications={work.published.value} w={w} locale={locale} />}
      {leaving.value && (
        <SureDialog
          title={w.leaveTitle}
          body={w.leaveBody}
          deed={w.leave}
          t={t}
          onSure={() => void submission.run(() => work.leave())}
          onClose={() => leaving.value = false}
        />
      )}
    </section>
  );
}

interface StandingProps {
  link: HeadOfficeLink;
  w: HeadOfficeWords;
  duration: SystemMessages["duration"];
  locale: Locale;
}

function Standing({ link, w, duration, locale }: StandingProps) {
  const { state, problem } = link;
  const tone = state === "current" || state === "sending" ? "chip-payee" : state === "refused" ? "chip-gone" : "chip-short";
  return (
    <>
      <p class="pane-lead" role="status">
        <span class={`chip ${tone}`}>{w.states[state]}</span> {problem !== null && `${beginning(problem)}.`}
      </p>
      <dl class="server-facts">
        {factsOf(link, w, duration, locale).map(([label, value]) => (
          <div key={label} class="server-fact">
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function factsOf(link: HeadOfficeLink, w: HeadOfficeWords, duration: SystemMessages["duration"], locale: Locale) {
  const count = (value: number) => new Intl.NumberFormat(LANGUAGE[locale]).format(value);
  const { name, address, sent, unsent, sent_at, lag_s } = link;
  const facts: [string, string][] = [[w.shop, name], [w.address, address]];
  // What nobody knows yet is not shown as nothing.
  if (sent === null || unsent === null || lag_s === null) return facts;
  const lag = lag_s === 0 ? w.noLag : lag_s < 60 ? `${lag_s} s` : duration(Math.floor(lag_s / 3600), Math.floor(lag_s / 60) % 60);
  const at = sent_at === null ? w.never : formatDateAndTime(sent_at, locale);
  return [...facts, [w.sent, count(sent)], [w.unsent, count(unsent)], [w.lag, lag], [w.sentAt, at]] as [string, string][];
}
