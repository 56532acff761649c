/** What is reported of sales to consumers, when, and what it depends on. */
import { attempt } from "../../../network/attempt.ts";
import type { Failure } from "../../../network/failure.ts";
import { LiveList } from "../../../network/live_list.ts";
import type { NetworkClient } from "../../../network/network_client.ts";
import { keepFile } from "../../components/kept_file.ts";

export const SCHEMES = ["reel_mensuel", "reel_trimestriel", "simplifie", "franchise"] as const;
export const ACTIVITIES = ["biens", "services"] as const;

/** As GET /api/ereporting lists it. */
export interface ReportPeriod {
  readonly periode: string;
  readonly du: string;
  readonly au: string;
  readonly echeance: string;
  readonly etat: "en_cours" | "a_clore" | "prete";
  /** Tickets of which a company asked for an invoice. */
  readonly factures: number;
}

/** Columns of `boutique`. */
export interface ReportSettings {
  readonly regime_tva: string;
  readonly activite: string;
  readonly matricule_pa: string;
  readonly siret: string;
}

/** The addresses of a period's files. */
export type ReportFile = keyof typeof ENDS;
const ENDS = { csv: ".csv", factures: "-factures.csv", xml: ".xml", rectificatif: "-rectificatif.xml" } as const;

export class ReportsWork {
  readonly periods: LiveList<ReportPeriod>;
  /** One row. */
  readonly settings: LiveList<ReportSettings>;

  constructor(readonly client: NetworkClient) {
    this.periods = new LiveList(client, ["clotures", "boutique", "factures_demandees"], async () => {
      const { periodes } = await client.request("GET", "/api/ereporting") as { periodes: readonly ReportPeriod[] };
      return periodes;
    });
    this.settings = new LiveList(client, ["boutique"], async () => {
      const { rows } = await client.query("select", "SELECT regime_tva, activite, matricule_pa, siret FROM boutique", []);
      return rows as unknown as readonly ReportSettings[];
    });
  }

  start(): void {
    this.periods.start();
    this.settings.start();
  }

  stop(): void {
    this.periods.stop();
    this.settings.stop();
  }

  keep({ regime_tva, activite, matricule_pa }: Omit<ReportSettings, "siret">): Promise<Failure | null> {
    return attempt(async () => {
      const sql = "UPDATE boutique SET regime_tva = ?, activite = ?, matricule_pa = ?";
      await this.client.query("update", sql, [regime_tva, activite, matricule_pa]);
      await Promise.all([this.settings.refresh(), this.periods.refresh()]);
    });
  }

  take(period: string, file: ReportFile): Promise<Failure | null> {
    return attempt(async () => {
      keepFile(await this.client.file(`/api/ereporting/${period}/${file}`), `comptoir-ereporting-${period}${ENDS[file]}`);
    });
  }
}
