/** What is reported of sales to consumers, and when it is due. */
import { say } from "../../../shared/errors.ts";
import type { JsonValue } from "../../../shared/protocol.ts";
import type { Look, Question } from "../../database/application.ts";
import { reportsDue, type SalesReport, salesReport } from "../ereporting/report.ts";

const NO_PERIOD = say(
  "Cette adresse ne nomme ni dix jours, ni un mois, ni deux : 2026-11-D1, 2026-11, 2026-B6",
  "This address names neither ten days nor a month nor two: 2026-11-D1, 2026-11, 2026-B6",
);

export const ereportingQuestions: Readonly<Record<string, Question>> = {
  "ereporting.echeances": (look) => reportsDue(look) as unknown as JsonValue,
  "ereporting.periode": (look, input) => asked(look, input) as unknown as JsonValue,
  /** For the platform: whole, and with the numbers that name who reports. */
  "ereporting.xml": (look, input) => {
    const report = asked(look, input);
    const missing = report.siren === null
      ? "rule:siret_missing"
      : report.matricule_pa === ""
      ? "rule:platform_missing"
      : report.etat === "prete"
      ? null
      : "rule:report_not_ready";
    if (missing !== null) look.fail("constraint_violation", { constraint: missing });
    return { ...report, maintenant: look.now } as unknown as JsonValue;
  },
};

function asked(look: Look, input: unknown): SalesReport {
  return salesReport(look, (input as { periode: string }).periode) ?? look.fail("not_found", { reason: NO_PERIOD });
}
