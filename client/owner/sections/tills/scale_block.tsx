/** The scale beside a till: where it is, and what lies on it now. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Locale } from "../../../../shared/errors.ts";
import { formatQuantity } from "../../../../shared/quantity.ts";
import { FailureNote } from "../../../components/failure_note.tsx";
import { Field } from "../../../components/field.tsx";
import { useSubmission } from "../../../components/submission.ts";
import type { OwnerMessages } from "../../words/words.ts";
import type { TillWork } from "./till_work.ts";
import type { TillMessages } from "./words.ts";

export function ScaleBlock(
  { till, work, t, w: { scale: words }, locale }: {
    till: string;
    work: TillWork;
    t: OwnerMessages;
    w: TillMessages;
    locale: Locale;
  },
) {
  /** As it is kept; null until it is known. */
  const kept = useSignal<string | null>(null);
  const address = useSignal("");
  const said = useSignal("");
  const submission = useSubmission();
  useEffect(() => {
    const onRead = (now: string) => {
      kept.value = now;
      // What was typed meanwhile stays.
      if (address.peek() === "") address.value = now;
    };
    void submission.run(() => work.readScale(till, onRead));
  }, []);
  const wanted = address.value.trim();
  const save = async (event: Event) => {
    event.preventDefault();
    said.value = "";
    if (!await submission.run(() => work.setScale(till, wanted))) return;
    kept.value = wanted;
    said.value = wanted === "" ? words.removed : words.saved;
  };
  const tryOut = () => {
    said.value = words.asking;
    return submission.run(() =>
      work.tryScale(till, ({ grammes, raison }) => {
        said.value = grammes === null ? words.reasons[raison ?? ""] ?? "" : `${formatQuantity(grammes, locale)}\u00a0kg`;
      })
    );
  };
  return (
    <form class="form form-inset" onSubmit={(event) => void save(event)} noValidate>
      <Field label={words.address} value={address} hint={words.hint} name="till-scale" maxLength={30} />
      <div class="form-actions">
        <button
          type="submit"
          class="button button-plain"
          disabled={submission.busy || kept.value === null || wanted === kept.value}
        >
          {words.save}
        </button>
        <button
          type="button"
          class="button button-plain"
          disabled={submission.busy || wanted === "" || wanted !== kept.value}
          onClick={() => void tryOut().then((done) => done || (said.value = ""))}
        >
          {words.tryOut}
        </button>
      </div>
      <p class="till-said" role="status">{said.value}</p>
      {submission.failure !== null && <FailureNote failure={submission.failure} t={t} />}
    </form>
  );
}
