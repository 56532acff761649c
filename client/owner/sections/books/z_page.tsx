/** A closing as a page: what was signed, on the screen, on a sheet and on a roll, and the way to its archive. */
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { Loading } from "../../../components/empty.tsx";
import { FailureNote } from "../../../components/failure_note.tsx";
import { useHeadingFocus } from "../../../components/heading_focus.ts";
import { Icon } from "../../../components/icon.tsx";
import { useSubmission } from "../../../components/submission.ts";
import { attempt } from "../../../network/attempt.ts";
import { onPaper } from "../../components/paper.ts";
import { PrinterButtons } from "../../components/printer_buttons.tsx";
import { addressOf } from "../../pages/place.ts";
import { ArchiveButton } from "./archive_button.tsx";
import type { BooksProps } from "./books_props.ts";
import { fetchZ, type SignedZ } from "./closings_rows.ts";
import { rollWidth } from "../../components/roll_width.ts";
import { ZReport } from "./z_report.tsx";

export function ZPage({ store: { client }, t, w, locale, id }: BooksProps & { id: string }) {
  /** Undefined while it is read, null when there is none. */
  const closing = useSignal<SignedZ | null | undefined>(undefined);
  const submission = useSubmission();
  const page = useRef<HTMLDivElement>(null);
  useEffect(() => {
    submission.run(() => attempt(async () => void (closing.value = await fetchZ(client, Number(id) || 0))));
  }, [id]);
  useHeadingFocus(page, String(closing.value?.id), "h2");
  const found = closing.value;
  const roll = rollWidth(client);
  const report = found && <ZReport closing={found} w={w} locale={locale} />;
  return (
    <div class="one" ref={page}>
      <div class="one-bar screen-only">
        <a class="button button-quiet" href={addressOf("books", "closings")}>‹ {w.z.back}</a>
        {found && report && (
          <div class="pane-actions">
            <button type="button" class="button button-plain" onClick={() => onPaper(report, roll)}>
              <Icon name="print" />
              {w.z.printRoll(roll)}
            </button>
            <button type="button" class="button button-plain" onClick={() => onPaper(report, "a4")}>
              <Icon name="print" />
              {w.z.printA4}
            </button>
            <PrinterButtons client={client} title={`${w.z.titles[found.z.genre]} ${found.z.periode}`} content={report} t={t} />
            <ArchiveButton client={client} period={found.z.periode} label={w.z.archive} t={t} w={w} />
          </div>
        )}
      </div>
      {submission.failure !== null && <FailureNote failure={submission.failure} t={t} />}
      {found === null && <p class="pane one-gone">{w.z.gone}</p>}
      {found === undefined && submission.failure === null && <Loading label={w.closings.loading} rows={6} />}
      {report && <div class="pane one-sheet">{report}</div>}
    </div>
  );
}
