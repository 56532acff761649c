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
import { sendReport, tillPrinter } from "../store/till_printer.ts";
import { FollowedPrint } from "./followed_print.tsx";
import type { AsideProps } from "./screen_props.ts";
import { useTillPrint } from "./use_till_print.ts";

export function CaisseX({ store: { caisse, client, marks }, t, locale, online }: AsideProps) {
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
  const tillPrint = useTillPrint(client, null);
  const print = () => {
    if (report.value === null || submission.busy) return;
    const { caisse: till } = report.value;
    submission.run(() =>
      attempt(async () => {
        if (await tillPrinter(client) === null) printPage();
        else tillPrint.value = await sendReport(client, `/api/caisses/${till}/x/imprimer`, locale);
      })
    );
  };
  usePaperKey(report.value === null ? null : print);
  useShortcuts(({ key }) => {
    if (key === "Escape") back();
    else if (key === "F2" && report.value !== null) print();
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
        onPrint={print}
        onBack={back}
      >
        <FollowedPrint client={client} print={tillPrint} t={t} onHere={() => Promise.resolve(printPage())} />
        {submission.failure !== null && <FailureNote failure={submission.failure} t={t} />}
      </XReportPane>
    </div>
  );
}
