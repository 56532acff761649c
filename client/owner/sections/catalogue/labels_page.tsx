/** Labels for articles: of those that were picked, else of all that are looked for; looked at before they are printed. */
import "../../../common.ts";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Locale } from "../../../../shared/errors.ts";
import { OWNER_LIMITS } from "../../../../shared/owner_limits.ts";
import { Empty } from "../../../components/empty.tsx";
import { FailureNote } from "../../../components/failure_note.tsx";
import { Choice, Field } from "../../../components/field.tsx";
import { Icon } from "../../../components/icon.tsx";
import { useSubmission } from "../../../components/submission.ts";
import { attempt } from "../../../network/attempt.ts";
import type { NetworkClient } from "../../../network/network_client.ts";
import { onPaper } from "../../components/paper.ts";
import type { OwnerMessages } from "../../words/words.ts";
import { type LabelPaper, LabelSheet, OF_A_SHEET } from "./label_sheet.tsx";
import { labels as en } from "./labels_en.ts";
import { labels as fr, type LabelsWords } from "./labels_fr.ts";
import type { Ware } from "./ware.ts";

const WORDS: Readonly<Record<Locale, LabelsWords>> = { fr, en };

interface LabelsPageProps {
  client: NetworkClient;
  wares: readonly Ware[];
  t: OwnerMessages;
  locale: Locale;
}

export function LabelsPage({ client, wares, t, locale }: LabelsPageProps) {
  const w = WORDS[locale];
  const paper = useSignal<string>("a4");
  const each = useSignal("1");
  const from = useSignal("1");
  /** The shop's receipt printers. */
  const printers = useSignal<readonly { readonly id: string; readonly name: string }[]>([]);
  const sent = useSignal("");
  const submission = useSubmission();
  useEffect(() => {
    // Without them there is the browser.
    client.query("select", "SELECT id, nom FROM imprimantes ORDER BY nom").then(
      ({ rows }) => printers.value = rows.map((row) => ({ id: String(row["id"]), name: String(row["nom"]) })),
      () => {},
    );
  }, []);
  const times = whole(each.value, OWNER_LIMITS.labels);
  const first = whole(from.value, OF_A_SHEET);
  const isSheet = paper.value === "a4";
  const count = wares.length * (times ?? 0);
  const printer = printers.value.find(({ id }) => `printer-${id}` === paper.value);
  const most = printer === undefined ? OWNER_LIMITS.labels : OWNER_LIMITS.printedLabels;
  const tooMany = count > most;
  const ready = times !== null && (first !== null || !isSheet) && !tooMany && count > 0;
  const used = isSheet ? (first ?? 1) - 1 : 0;
  const printed = ready ? wares.flatMap((ware) => Array<Ware>(times).fill(ware)) : [];
  const sheet = (some: readonly Ware[]) => (
    <LabelSheet wares={some} paper={(isSheet ? "a4" : "58") satisfies LabelPaper} used={used} locale={locale} />
  );
  const send = async ({ id, name }: { readonly id: string; readonly name: string }, nombre: number) => {
    sent.value = "";
    const body = { articles: wares.map((ware) => ({ id: ware.id, nombre })), langue: locale };
    const done = await submission.run(() =>
      attempt(async () => void await client.request("POST", `/api/imprimantes/${id}/etiquettes`, body, client.uuid.next()))
    );
    if (done) sent.value = t.owner.sentToPrinter(name);
  };
  if (wares.length === 0) return <Empty icon="tag" title={t.owner.productsEmpty} />;
  return (
    <section class="pane" aria-labelledby="labels-title">
      <header class="pane-head">
        <h2 id="labels-title">{w.title}</h2>
        <span class="pane-count" role="status">{tooMany ? w.tooMany(count, most) : w.count(count)}</span>
      </header>
      <form
        class="form form-inset"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!ready) return;
          if (printer === undefined) onPaper(sheet(printed), isSheet ? "labels-a4" : "labels-58");
          else void send(printer, times);
        }}
      >
        <div class="form-columns">
          <Choice label={w.paper} value={paper} name="label-paper">
            <option value="a4">{w.a4}</option>
            <option value="58">{w.roll}</option>
            {printers.value.map(({ id, name }) => <option key={id} value={`printer-${id}`}>{w.printer(name)}</option>)}
          </Choice>
          <Field label={w.each} value={each} error={times === null ? w.eachWrong : null} name="label-each" inputMode="numeric" />
          {isSheet && (
            <Field
              label={w.from}
              value={from}
              hint={w.fromHint}
              error={first === null ? w.fromWrong(OF_A_SHEET) : null}
              name="label-from"
              inputMode="numeric"
            />
          )}
        </div>
        <div class="form-actions">
          <p class="form-said" role="status">{printer === undefined ? w.scale : sent.value}</p>
          <button type="submit" class="button button-main" disabled={!ready || submission.busy}>
            <Icon name="print" />
            {w.print}
          </button>
        </div>
      </form>
      {submission.failure !== null && <FailureNote failure={submission.failure} t={t} />}
      {ready && (
        <div class="label-preview" role="img" tabIndex={0} aria-label={w.preview}>
          {sheet(printed.slice(0, isSheet ? OF_A_SHEET - used : 6))}
        </div>
      )}
    </section>
  );
}

/** From 1 to `most`; null for anything else. */
function whole(typed: string, most: number): number | null {
  const number = /^\d{1,4}$/.test(typed.trim()) ? Number(typed) : 0;
  return number >= 1 && number <= most ? number : null;
}
