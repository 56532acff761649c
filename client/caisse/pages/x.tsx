import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { FailureNote } from "../../components/failure_note.tsx";
import { printPage } from "../../components/paper.ts";
import { usePaperKey } from "../../components/paper_key.ts";
import { useShortcuts } from "../../components/shortcuts.ts";
import { useSubmission } from "../../components/submission.ts";
import { XReportPane } from "../components/x_report.tsx";
import type { XReport } from "../store/till.ts";
import { attempt } from "../../network/attempt.ts";
import type { AsideProps } from "./screen_props.ts";

export function CaisseX({ store: { caisse, marks }, t, locale, online }: AsideProps) {
  const report = useSignal<XReport | null>(null);
  const submission = useSubmission();
  useEffect(() => {
    submission.run(() =>
      attempt(async () => {
        report.value = await caisse.till.report();
      })
    );
  }, [online]);
  const back = () => caisse.go("queue");
  usePaperKey(report.value === null ? null : printPage);
  useShortcuts(({ key }) => {
    if (key === "Escape") back();
    else if (key === "F2" && report.value !== null) printPage();
    else return false;
    return true;
  });
  return (
    <div class="caisse-screen narrow-screen">
      <XReportPane
        report={report.value}
        shop={marks.value?.shop ?? ""}
        t={t}
        locale={locale}
        onPrint={printPage}
        onBack={back}
      >
        {submission.failure !== null && <FailureNote failure={submission.failure} t={t} />}
      </XReportPane>
    </div>
  );
}
