/** What waits to be closed, the closings that were made, and closing what waits. */
import { signal } from "@preact/signals";
import { attempt } from "../../../network/attempt.ts";
import { Failure } from "../../../network/failure.ts";
import { LiveList } from "../../../network/live_list.ts";
import type { NetworkClient } from "../../../network/network_client.ts";
import { type ClosingRow, type ClosingsDue, fetchClosingOf, fetchClosings, fetchDue } from "./closings_rows.ts";
import { PagesOf } from "../../store/pages_of.ts";
import { kindOf, type PeriodKind } from "./period.ts";

/** What the server asks before it closes, and what was answered. */
export interface Answers {
  /** Tickets that wait stay for tomorrow. */
  readonly leave?: boolean;
  /** The PC's date is right. */
  readonly date?: boolean;
}

export class ClosingsWork {
  readonly due: LiveList<ClosingsDue>;
  readonly kind = signal<PeriodKind | null>(null);
  readonly made: PagesOf<ClosingRow>;

  constructor(readonly client: NetworkClient) {
    this.due = new LiveList(client, ["ventes", "clotures", "sessions_caisse", "boutique"], () => fetchDue(client));
    this.made = new PagesOf(
      client,
      ["clotures"],
      (after, count) => fetchClosings(client, this.kind.peek(), after, count),
      ({ id }) => [id],
    );
  }

  start(): void {
    this.due.start();
    this.made.start();
  }

  stop(): void {
    this.due.stop();
    this.made.stop();
  }

  show(kind: PeriodKind | null): void {
    this.kind.value = kind;
    this.made.again();
  }

  /** At which hour the shop closes by itself; null for never. */
  closeAt(hour: string | null): Promise<Failure | null> {
    return attempt(async () => {
      await this.client.query("update", "UPDATE boutique SET heure_cloture = ? WHERE id = 1", [hour]);
      await this.due.refresh();
    });
  }

  /** Answers the closing's number. Throws a Failure; `tickets_waiting` and `date_implausible` are questions. */
  async close(period: string, { leave = false, date = false }: Answers): Promise<number> {
    const kind = kindOf(period);
    const body = { genre: kind, periode: period, demander: !leave, ...date ? { confirme: true } : {} };
    await this.client.request("POST", "/api/clotures", body, this.client.uuid.next());
    const id = await fetchClosingOf(this.client, kind, period);
    if (id === null) throw new Failure("unexpected_answer");
    return id;
  }
}
