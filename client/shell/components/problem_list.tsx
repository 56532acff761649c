/** Writes that the server will not take: what is in them, why, and what their person does about each. */
import { useSignal } from "@preact/signals";
import type { Locale } from "../../../shared/errors.ts";
import { formatCents } from "../../../shared/money.ts";
import { formatMeasure } from "../../../shared/units.ts";
import { lineTotal } from "../../../shared/vat.ts";
import type { Failure } from "../../network/failure.ts";
import type { Entry } from "../../network/entry.ts";
import type { WrittenLine } from "../store/work.ts";
import { formatMoment, type Messages } from "../words/words.ts";
import { FailureNote } from "../../components/failure_note.tsx";

export interface WriteProblem {
  readonly entry: Entry;
  readonly failure: Failure;
  /** What it is about; null when nobody here can say. */
  readonly lines: readonly WrittenLine[] | null;
}

interface ProblemListProps {
  problems: readonly WriteProblem[];
  online: boolean;
  t: Messages;
  locale: Locale;
  onAgain: (entry: Entry) => void;
  onDiscard: (entry: Entry) => void;
}

export function ProblemList({ problems, ...props }: ProblemListProps) {
  return (
    <ul class="problems">
      {problems.map((problem) => <Problem key={problem.entry.key} problem={problem} {...props} />)}
    </ul>
  );
}

function Problem(
  { problem, online, t, locale, onAgain, onDiscard }: Omit<ProblemListProps, "problems"> & { problem: WriteProblem },
) {
  const sure = useSignal(false);
  const { entry, failure, lines } = problem;
  const words = t.problems;
  return (
    <li class="problem">
      <p class="problem-made">{words.made(formatMoment(new Date(entry.at).toISOString(), locale, new Date()))}</p>
      {lines === null ? <pre class="problem-raw">{raw(entry)}</pre> : (
        <ul class="brief-lines">
          {lines.map(({ id, label, quantity, unit, price }) => (
            <li key={id}>
              <span>{formatMeasure(quantity, unit ?? "piece", locale)} × {label}</span>
              <span class="brief-amount">{formatCents(lineTotal(quantity, price, 0), locale)}</span>
            </li>
          ))}
        </ul>
      )}
      <FailureNote failure={failure} t={t} />
      {sure.value && <p class="problem-sure">{words.sure}</p>}
      <div class="problem-actions">
        {sure.value
          ? (
            <>
              <button type="button" class="button button-bad" onClick={() => onDiscard(entry)}>{words.discardSure}</button>
              <button type="button" class="button button-plain" onClick={() => sure.value = false}>{words.keep}</button>
            </>
          )
          : (
            <>
              <button type="button" class="button button-bad-plain" onClick={() => sure.value = true}>{words.discard}</button>
              <button type="button" class="button button-main" disabled={!online} onClick={() => onAgain(entry)}>
                {words.again}
              </button>
            </>
          )}
      </div>
    </li>
  );
}

/** The request itself, for whoever is asked for help. */
function raw({ path, body }: Entry): string {
  return `${path}\n${JSON.stringify(body, null, 1)}`;
}
