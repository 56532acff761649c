/** What the accountant is given of a period, and the accounts that it is written to. */
import { signal } from "@preact/signals";
import { attempt } from "../../../network/attempt.ts";
import type { Failure } from "../../../network/failure.ts";
import { LiveList } from "../../../network/live_list.ts";
import type { NetworkClient } from "../../../network/network_client.ts";
import { keepFile } from "../../components/kept_file.ts";
import { fetchClosedPeriods } from "./archives_rows.ts";
import type { PeriodKind } from "./period.ts";

/** What GET /api/ecritures/:periode answers. */
export interface Ledger {
  readonly fichier_fec: string | null;
  readonly ecritures: readonly Entry[];
  readonly totaux: readonly LetterTotal[];
}
export interface Entry {
  readonly numero: number;
  readonly date: string;
  readonly piece: string;
  readonly lignes: readonly EntryLine[];
}
export interface EntryLine {
  readonly lettre: string;
  readonly compte: string;
  readonly compte_libelle: string;
  readonly libelle: string;
  /** Cents. */
  readonly debit: number;
  readonly credit: number;
}
export interface LetterTotal {
  readonly lettre: string;
  readonly debit: number;
  readonly credit: number;
}
export interface Account {
  readonly cle: string;
  readonly numero: string;
  readonly libelle: string;
  /** Whether the owner has named it. */
  readonly choisi: boolean;
}

export class AccountingWork {
  readonly periods: LiveList<{ kind: PeriodKind; period: string }>;
  /** One, of the period that was chosen; none while there is no period. */
  readonly ledgers: LiveList<Ledger>;
  readonly accounts: LiveList<Account>;
  readonly #chosen = signal<string | null>(null);

  constructor(readonly client: NetworkClient) {
    this.periods = new LiveList(client, ["clotures"], async () => {
      const closed = await fetchClosedPeriods(client);
      const last = closed.find(({ kind }) => kind === "jour")?.period;
      if (this.period === null && last !== undefined) this.show(last.slice(0, 7));
      return closed;
    });
    this.ledgers = new LiveList(client, ["clotures", "comptes_comptables", "boutique"], async () => {
      const { period } = this;
      return period === null ? [] : [await client.request("GET", `/api/ecritures/${period}`) as Ledger];
    });
    this.accounts = new LiveList(client, ["comptes_comptables", "taux_tva"], async () => {
      const { comptes } = await client.request("GET", "/api/comptes") as { comptes: readonly Account[] };
      return comptes;
    });
  }

  /** At first the month of what was closed last. */
  get period(): string | null {
    return this.#chosen.value;
  }

  start(): void {
    for (const list of [this.periods, this.ledgers, this.accounts]) list.start();
  }

  stop(): void {
    for (const list of [this.periods, this.ledgers, this.accounts]) list.stop();
  }

  show(period: string): void {
    this.#chosen.value = period;
    void this.ledgers.refresh();
  }

  /** What is kept is named. */
  take(kind: "fec" | "journal", name: string): Promise<Failure | null> {
    return attempt(async () => keepFile(await this.client.file(`/api/ecritures/${this.period}/${kind}`), name));
  }

  keepAccount({ cle, numero, libelle }: Omit<Account, "choisi">): Promise<Failure | null> {
    return attempt(async () => {
      const sql = `INSERT INTO comptes_comptables (cle, numero, libelle) VALUES (?, ?, ?)
        ON CONFLICT (cle) DO UPDATE SET numero = excluded.numero, libelle = excluded.libelle`;
      await this.client.query("insert", sql, [cle, numero, libelle]);
      await this.accounts.refresh();
    });
  }

  /** Goes by the general chart of accounts again. */
  forgetAccount(cle: string): Promise<Failure | null> {
    return attempt(async () => {
      await this.client.query("delete", "DELETE FROM comptes_comptables WHERE cle = ?", [cle]);
      await this.accounts.refresh();
    });
  }
}
