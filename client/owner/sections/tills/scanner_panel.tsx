/** What scanners read besides plain codes: the patterns of scales' labels, a field to try a code out, and the code that tells a device its scanner. */
import { useSignal } from "@preact/signals";
import type { Locale } from "../../../../shared/errors.ts";
import { receiptCode } from "../../../../shared/receipt/code.ts";
import { patternFault } from "../../../../shared/scale_labels.ts";
import { SCANNER_SETTING } from "../../../../shared/scanner_setting.ts";
import { Empty, Loading } from "../../../components/empty.tsx";
import { FailureNote } from "../../../components/failure_note.tsx";
import { Field } from "../../../components/field.tsx";
import { Icon } from "../../../components/icon.tsx";
import { useSubmission } from "../../../components/submission.ts";
import { attempt } from "../../../network/attempt.ts";
import { shopDay } from "../../../shell/words/shop_clock.ts";
import { PaneHead } from "../../components/pane_head.tsx";
import { onPaper } from "../../components/paper.ts";
import type { OwnerMessages } from "../../words/words.ts";
import type { ScannerMessages } from "./scanner_fr.ts";
import type { Meaning, ScannerWork } from "./scanner_work.ts";
import { RowButton } from "../../components/row_button.tsx";

/** What shops' scales print most. */
const USUAL = ["21IIIIIWWWWWC", "23IIIIIPPPPPC", "02IIIIVPPPPPC"];
/** Millimetres that the setting code may be wide on paper. */
const CODE_ROOM = 90;

interface ScannerPanelProps {
  work: ScannerWork;
  t: OwnerMessages;
  words: ScannerMessages;
  locale: Locale;
}

export function ScannerPanel({ work, t, words, locale }: ScannerPanelProps) {
  const pattern = useSignal("");
  const tried = useSignal(false);
  const code = useSignal("");
  const meaning = useSignal<Meaning | null>(null);
  const adding = useSubmission();
  const trying = useSubmission();
  const patterns = work.patterns.rows.value;
  const failure = adding.failure ?? trying.failure ?? work.patterns.failure.value;
  const wanted = pattern.value.trim().toUpperCase();
  const fault = patternFault(wanted);
  const add = async (event: Event) => {
    event.preventDefault();
    tried.value = true;
    if (fault !== null || !await adding.run(() => work.add(wanted))) return;
    tried.value = false;
    pattern.value = "";
  };
  const tryOut = (event: Event) => {
    event.preventDefault();
    void trying.run(() => attempt(async () => void (meaning.value = await work.meaning(code.value, shopDay()))));
  };
  return (
    <section class="pane scanners" aria-labelledby="scanners-title">
      <PaneHead id="scanners-title" icon="scan" title={words.title}>
        <button type="button" class="button button-plain" onClick={() => onPaper(<SettingCode words={words} />, "a4")}>
          <Icon name="print" />
          {words.printSetting}
        </button>
      </PaneHead>
      <p class="pane-lead">{words.lead}</p>
      {failure !== null && <FailureNote failure={failure} t={t} />}
      {patterns === null && work.patterns.failure.value === null && <Loading label={t.owner.loading} rows={1} />}
      {patterns?.length === 0 && <Empty icon="scan" title={words.none} />}
      <ul class="rows">
        {patterns?.map((one) => (
          <li key={one} class="row">
            <span class="row-main">
              <span class="row-title">{one}</span>
              <span class="row-about">{words.about(one.includes("W") ? "weight" : one.includes("F") ? "francs" : "price")}</span>
            </span>
            <RowButton
              label={words.remove}
              of={words.removeOf(one)}
              disabled={adding.busy}
              onPress={() => void adding.run(() => work.remove(one))}
            />
          </li>
        ))}
      </ul>
      <form class="form scanner-form" onSubmit={add} noValidate>
        <Field
          label={words.pattern}
          value={pattern}
          hint={words.patternHint(USUAL.join(", "))}
          error={tried.value && fault !== null ? words.faults[fault] : null}
          name="label-pattern"
          maxLength={20}
        />
        <button type="submit" class="button button-plain" disabled={adding.busy}>{words.add}</button>
      </form>
      <form class="form scanner-form" onSubmit={tryOut} noValidate>
        <Field label={words.tryOut} value={code} hint={words.tryOutHint} name="label-code" maxLength={120} />
        <button type="submit" class="button button-plain" disabled={trying.busy || code.value.trim() === ""}>
          {words.tryIt}
        </button>
      </form>
      <p class="form-said" role="status">{meaning.value === null ? "" : words.meaning(meaning.value, locale)}</p>
    </section>
  );
}

/** On paper: whoever has a new scanner scans it once at the till. */
function SettingCode({ words }: { words: ScannerMessages }) {
  return (
    <div class="setting-code">
      <h1>{words.settingTitle}</h1>
      <p>{words.settingBody}</p>
      <div dangerouslySetInnerHTML={{ __html: receiptCode(SCANNER_SETTING, CODE_ROOM) }} />
    </div>
  );
}
