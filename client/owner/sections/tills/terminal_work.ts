/** The tills' card terminals as the owner sets them, and what of their money waits for a person. */
import type { Bilingual } from "../../../../shared/errors.ts";
import { attempt } from "../../../network/attempt.ts";
import type { Failure } from "../../../network/failure.ts";
import { LiveList } from "../../../network/live_list.ts";
import type { NetworkClient } from "../../../network/network_client.ts";

export interface Terminal {
  /** The till that has it. */
  readonly till: string;
  readonly address: string;
  readonly port: number;
  readonly identifier: string;
  /** How the last trial stands; null where there was none. */
  readonly trial: string | null;
  /** A demo shop's: no till asks it for anything. */
  readonly demo: boolean;
}
export type TerminalDraft = Omit<Terminal, "trial" | "demo">;

export interface CardOperation {
  readonly id: string;
  readonly genre: string;
  readonly caisse: string;
  /** Cents. */
  readonly montant: number;
  readonly etat: string;
  readonly phrase: Bilingual | null;
  /** RFC 3339, UTC. */
  readonly cree_le: string;
}

export class TerminalWork {
  readonly terminals: LiveList<Terminal>;
  readonly waiting: LiveList<CardOperation>;

  constructor(readonly client: NetworkClient) {
    this.terminals = new LiveList(client, ["caisses", "operations_carte"], () => fetchTerminals(client));
    this.waiting = new LiveList(client, ["operations_carte", "paiements"], () => fetchWaiting(client));
  }

  start(): void {
    this.terminals.start();
    this.waiting.start();
  }

  stop(): void {
    this.terminals.stop();
    this.waiting.stop();
  }

  save({ till, address, port, identifier }: TerminalDraft): Promise<Failure | null> {
    return this.#set(till, address, port, identifier);
  }

  remove({ till, port, identifier }: Terminal): Promise<Failure | null> {
    return this.#set(till, null, port, identifier);
  }

  /** How it ended is told by the list. */
  tryOut({ till }: Terminal): Promise<Failure | null> {
    const id = this.client.uuid.next();
    return this.#ask(`/api/caisses/${encodeURIComponent(till)}/terminal/essai`, { operation_id: id }, id);
  }

  /** So many cents moved, by what the terminal shows. */
  settle({ id }: CardOperation, montant: number): Promise<Failure | null> {
    return this.#ask(`/api/cartes/${id}/regler`, { montant }, this.client.uuid.next());
  }

  #ask(path: string, body: object, key: string): Promise<Failure | null> {
    return attempt(async () => {
      await this.client.request("POST", path, body, key);
      await Promise.all([this.terminals.refresh(), this.waiting.refresh()]);
    });
  }

  #set(...[till, address, port, identifier]: readonly [string, string | null, number, string]): Promise<Failure | null> {
    return attempt(async () => {
      await this.client.query(
        "update",
        "UPDATE caisses SET terminal_adresse = ?, terminal_port = ?, terminal_identifiant = ? WHERE nom = ?",
        [address, port, identifier, till],
      );
      await this.terminals.refresh();
    });
  }
}

async function fetchTerminals(client: NetworkClient): Promise<readonly Terminal[]> {
  const { rows } = await client.query(
    "select",
    `SELECT nom, terminal_adresse, terminal_port, terminal_identifiant, (SELECT coalesce(raison, etat) FROM operations_carte o
       WHERE o.caisse = nom AND genre = 'essai' ORDER BY cree_le DESC LIMIT 1) AS essai, (SELECT demo FROM boutique) AS demo
     FROM caisses WHERE terminal_adresse IS NOT NULL ORDER BY nom`,
  );
  return rows.map((row) => ({
    till: String(row["nom"]),
    address: String(row["terminal_adresse"]),
    port: Number(row["terminal_port"]),
    identifier: String(row["terminal_identifiant"]),
    trial: row["essai"] as string | null,
    demo: row["demo"] === 1,
  }));
}

async function fetchWaiting(client: NetworkClient): Promise<readonly CardOperation[]> {
  return (await client.request("GET", "/api/cartes") as { operations: readonly CardOperation[] }).operations;
}
