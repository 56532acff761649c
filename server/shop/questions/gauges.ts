/** What a watcher of machines is told of the shop: figures that name nobody, read in a moment. */
import type { Gauge, Look, Question } from "../../database/application.ts";
import type { JsonValue } from "../../../shared/protocol.ts";

export const gaugeQuestions: Readonly<Record<string, Question>> = {
  "jauges": (look) =>
    [
      {
        name: "fiscal_last_closing_timestamp_seconds",
        help: "When the last day was closed; 0 before the first",
        value: count(look, "SELECT unixepoch(cloturee_le) AS n FROM clotures WHERE genre = 'jour' ORDER BY id DESC LIMIT 1"),
      },
      {
        name: "fiscal_events",
        help: "Signed events of the fiscal journal, tickets and closings apart",
        value: count(look, "SELECT max(seq) AS n FROM journal_fiscal WHERE serie = 'evenements'"),
      },
      {
        name: "tills_open",
        help: "Tills that are open, training apart",
        value: count(look, "SELECT count(*) AS n FROM sessions_caisse WHERE fermee_le IS NULL AND formation = 0"),
      },
      {
        name: "tickets_waiting",
        help: "Tickets that wait at the till",
        value: count(look, "SELECT count(*) AS n FROM ventes WHERE etat = 'en_attente'"),
      },
    ] satisfies Gauge[] as unknown as JsonValue,
};

function count(look: Look, sql: string): number {
  return Number(look.get(sql)?.["n"] ?? 0);
}
