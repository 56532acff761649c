/** What the shop holds as files: articles, customers, stock, and the sales of some days. */
import { useSignal } from "@preact/signals";
import { daysFrom } from "../../../../shared/days.ts";
import { FailureNote } from "../../../components/failure_note.tsx";
import { useSubmission } from "../../../components/submission.ts";
import { attempt } from "../../../network/attempt.ts";
import type { NetworkClient } from "../../../network/network_client.ts";
import { shopDay, shopZone } from "../../../shell/words/shop_clock.ts";
import { keepFile } from "../../components/kept_file.ts";
import { addressOf } from "../../pages/place.ts";
import type { OwnerMessages } from "../../words/words.ts";
import type { ExportName } from "./exports.ts";
import type { Words } from "./words_fr.ts";

const NAMES: readonly ExportName[] = ["products", "customers", "stock", "sales"];
/** Days of sales that are proposed. */
const DAYS = 30;

export function ExportPanel({ client, t, w }: { client: NetworkClient; t: OwnerMessages; w: Words }) {
  const until = useSignal(shopDay());
  const from = useSignal(daysFrom(until.peek(), 1 - DAYS));
  const submission = useSubmission();
  const take = (name: ExportName) =>
    attempt(async () => {
      const { makeExport } = await import("./exports.ts");
      const asked = { client, w, zone: shopZone.peek(), from: from.peek(), until: until.peek() };
      const text = await makeExport(name, asked);
      keepFile(new Blob([text], { type: "text/csv" }), `comptoir-${w.exportFile[name]}.csv`);
    });
  return (
    <section class="pane" aria-labelledby="export-title">
      <header class="pane-head">
        <h2 id="export-title">{w.exportTitle}</h2>
      </header>
      <p class="pane-lead">{w.exportLead}</p>
      <div class="form form-inset">
        <div class="export-days">
          <DayField label={w.from} day={from} />
          <DayField label={w.until} day={until} />
        </div>
        {submission.failure !== null && <FailureNote failure={submission.failure} t={t} />}
        <div class="export-files">
          {NAMES.map((name) => (
            <button
              key={name}
              type="button"
              class="button button-plain"
              disabled={submission.busy}
              onClick={() => void submission.run(() => take(name))}
            >
              {w.exports[name]}
            </button>
          ))}
          <a class="button button-quiet" href={addressOf("journal")}>{w.journal}</a>
        </div>
      </div>
    </section>
  );
}

function DayField({ label, day }: { label: string; day: { value: string } }) {
  return (
    <label class="field">
      <span>{label}</span>
      <input type="date" class="input" value={day.value} onInput={(event) => day.value = event.currentTarget.value} />
    </label>
  );
}
