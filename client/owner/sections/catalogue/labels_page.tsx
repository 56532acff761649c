/** Labels for articles: of those that were picked, else of all that are looked for; looked at before they are printed. */
import "../../../common.ts";
import { useSignal } from "@preact/signals";
import type { Locale } from "../../../../shared/errors.ts";
import { INPUT_LIMITS } from "../../../../shared/input_limits.ts";
import { Empty } from "../../../components/empty.tsx";
import { Choice, Field } from "../../../components/field.tsx";
import { Icon } from "../../../components/icon.tsx";
import { onPaper } from "../../components/paper.ts";
import type { OwnerMessages } from "../../words/words.ts";
import { type LabelPaper, LabelSheet, OF_A_SHEET } from "./label_sheet.tsx";
import { labels as en } from "./labels_en.ts";
import { labels as fr, type LabelsWords } from "./labels_fr.ts";
import type { Ware } from "./ware.ts";

const WORDS: Readonly<Record<Locale, LabelsWords>> = { fr, en };

interface LabelsPageProps {
  wares: readonly Ware[];
  t: OwnerMessages;
  locale: Locale;
}

export function LabelsPage({ wares, t, locale }: LabelsPageProps) {
  const w = WORDS[locale];
  const paper = useSignal<string>("a4");
  const each = useSignal("1");
  const from = useSignal("1");
  const times = whole(each.value, INPUT_LIMITS.labels);
  const first = whole(from.value, OF_A_SHEET);
  const isSheet = paper.value === "a4";
  const count = wares.length * (times ?? 0);
  const tooMany = count > INPUT_LIMITS.labels;
  const ready = times !== null && (first !== null || !isSheet) && !tooMany && count > 0;
  const used = isSheet ? (first ?? 1) - 1 : 0;
  const printed = ready ? wares.flatMap((ware) => Array<Ware>(times).fill(ware)) : [];
  const sheet = (some: readonly Ware[]) => (
    <LabelSheet wares={some} paper={paper.value as LabelPaper} used={used} locale={locale} />
  );
  if (wares.length === 0) return <Empty icon="tag" title={t.owner.productsEmpty} />;
  return (
    <section class="pane" aria-labelledby="labels-title">
      <header class="pane-head">
        <h2 id="labels-title">{w.title}</h2>
        <span class="pane-count" role="status">{tooMany ? w.tooMany(count) : w.count(count)}</span>
      </header>
      <form
        class="form form-inset"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) onPaper(sheet(printed), isSheet ? "labels-a4" : "labels-58");
        }}
      >
        <div class="form-columns">
          <Choice label={w.paper} value={paper} name="label-paper">
            <option value="a4">{w.a4}</option>
            <option value="58">{w.roll}</option>
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
          <p class="form-said">{w.scale}</p>
          <button type="submit" class="button button-main" disabled={!ready}>
            <Icon name="print" />
            {w.print}
          </button>
        </div>
      </form>
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
