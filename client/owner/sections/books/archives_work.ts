/** The archives that were made, the periods that may be archived, and the walk through the books that proves them. */
import { LiveList } from "../../../network/live_list.ts";
import type { NetworkClient } from "../../../network/network_client.ts";
import { type ArchiveRow, fetchArchives, fetchClosedPeriods } from "./archives_rows.ts";
import { PagesOf } from "../../store/pages_of.ts";

/** What GET /api/journal/verify answers. */
export interface Verification {
  readonly ok: boolean;
  readonly records: number;
  readonly first_wrong_seq: number | null;
  readonly problem: string | null;
  readonly note: string | null;
  readonly fiscal: {
    readonly ok: boolean;
    readonly records: number;
    readonly first_wrong: string | null;
    readonly problem: string | null;
    readonly keys: readonly {
      readonly key_id: string;
      readonly records: number;
      readonly from: string;
      readonly to: string;
      readonly here: boolean;
    }[];
  };
}

export class ArchivesWork {
  readonly made: PagesOf<ArchiveRow>;
  readonly periods: LiveList<{ kind: "jour" | "mois" | "annee"; period: string }>;

  constructor(readonly client: NetworkClient) {
    this.made = new PagesOf(
      client,
      ["journal_fiscal"],
      (after, count) => fetchArchives(client, after, count),
      ({ seq }) => [seq],
    );
    this.periods = new LiveList(client, ["clotures"], () => fetchClosedPeriods(client));
  }

  start(): void {
    this.made.start();
    this.periods.start();
  }

  stop(): void {
    this.made.stop();
    this.periods.stop();
  }

  /** Throws a Failure. */
  async verify(): Promise<Verification> {
    return await this.client.longRequest("/api/journal/verify") as Verification;
  }
}
