/** What a customer has agreed to, channel by channel, each word with its date and who noted it. */
import { FailureNote } from "../../../components/failure_note.tsx";
import { useSubmission } from "../../../components/submission.ts";
import { LiveList } from "../../../network/live_list.ts";
import { formatMoment } from "../../../shell/words/words.ts";
import { useSectionWork } from "../../pages/section_props.ts";
import { CHANNELS, fetchConsents } from "./customer_rows.ts";
import type { CustomersProps } from "./customers_list.tsx";

export function ConsentPanel({ id, work, t, w, locale }: CustomersProps & { id: number }) {
  const consents = useSectionWork(() => new LiveList(work.client, ["consentements"], () => fetchConsents(work.client, id)));
  const submission = useSubmission();
  const now = new Date();
  const wrong = submission.failure ?? consents.failure.value;
  const say = async (channel: string, given: boolean) => {
    if (await submission.run(() => work.consent(id, channel, given))) await consents.refresh();
  };
  return (
    <section class="pane" aria-labelledby="consents-title">
      <header class="pane-head">
        <h2 id="consents-title">{w.consents}</h2>
      </header>
      <p class="pane-lead">{w.consentsLead}</p>
      {wrong !== null && <FailureNote failure={wrong} t={t} />}
      <ul class="rows">
        {CHANNELS.map((channel) => {
          const word = consents.rows.value?.find((one) => one.channel === channel);
          const told = word && (word.given ? w.given : w.refused)(formatMoment(word.at, locale, now), word.by ?? "—");
          return (
            <li key={channel} class="row">
              <span class="row-main">
                <span class="row-title">{w.channels[channel]}</span>
                <span class="row-about">{told ?? w.never}</span>
              </span>
              <span class="consent-choice" role="group" aria-label={w.consentOf(w.channels[channel])}>
                {[true, false].map((given) => (
                  <button
                    key={String(given)}
                    type="button"
                    class="button button-quiet"
                    aria-pressed={word?.given === given}
                    disabled={submission.busy}
                    onClick={() => void say(channel, given)}
                  >
                    {given ? w.yes : w.no}
                  </button>
                ))}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
