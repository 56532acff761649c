/** The shop's receipt printers as the owner sets them, and what they did not print. */
import { paperOf } from "../../../../shared/printer_trial.ts";
import type { Query } from "../../../../shared/protocol.ts";
import { attempt } from "../../../network/attempt.ts";
import { type Category, fetchCategories } from "../../../catalogue/catalogue.ts";
import type { Failure } from "../../../network/failure.ts";
import { LiveList } from "../../../network/live_list.ts";
import type { NetworkClient } from "../../../network/network_client.ts";

export interface Printer {
  readonly id: number;
  readonly name: string;
  readonly address: string;
  /** Millimetres. */
  readonly paper: number;
  readonly columns: number;
  /** Its number for Windows-1252. */
  readonly table: number;
  readonly answers: boolean;
  readonly language: string;
  readonly drawer: boolean;
  /** Names of the tills that print there. */
  readonly tills: readonly string[];
  /** Ids of the categories that are prepared there: their lines are printed once a ticket is paid. */
  readonly kitchen: readonly number[];
}
export type PrinterDraft = Omit<Printer, "id">;

export interface Print {
  readonly id: number;
  readonly printerId: number;
  readonly printer: string;
  readonly title: string;
  readonly kind: string;
  readonly state: string;
  readonly reason: string | null;
  /** RFC 3339, UTC. */
  readonly created: string;
}

const COLUMNS = ["nom", "adresse", "papier", "colonnes", "table_codes", "repond", "tiroir", "langage"] as const;

export class PrinterWork {
  readonly printers: LiveList<Printer>;
  /** What waits for a person: not printed, or nobody knows. */
  readonly stuck: LiveList<Print>;
  readonly categories: LiveList<Category>;
  /** Whether what is prepared has a number by which it is fetched: one row. */
  readonly pickup: LiveList<boolean>;

  constructor(readonly client: NetworkClient) {
    this.printers = new LiveList(client, ["imprimantes", "caisses", "categories"], () => fetchPrinters(client));
    this.stuck = new LiveList(client, ["impressions", "imprimantes"], () => fetchStuck(client));
    this.categories = new LiveList(client, ["categories"], () => fetchCategories(client));
    this.pickup = new LiveList(client, ["boutique"], async () => {
      const { rows } = await client.query("select", "SELECT numeros_retrait FROM boutique");
      return rows.map((row) => row["numeros_retrait"] === 1);
    });
  }

  get #lists() {
    return [this.printers, this.stuck, this.categories, this.pickup];
  }

  start(): void {
    for (const list of this.#lists) list.start();
  }

  stop(): void {
    for (const list of this.#lists) list.stop();
  }

  /** A new one, or `id` as it is to be. */
  save(id: number | null, { name, tills, kitchen, ...draft }: PrinterDraft): Promise<Failure | null> {
    const values = [
      name,
      draft.address,
      draft.paper,
      draft.columns,
      draft.table,
      Number(draft.answers),
      Number(draft.drawer),
      draft.language,
    ];
    const row: Query = id === null
      ? {
        type: "insert",
        query: `INSERT INTO imprimantes (${COLUMNS.join(", ")}) VALUES (${COLUMNS.map(() => "?").join(", ")})`,
        params: values,
      }
      : {
        type: "update",
        query: `UPDATE imprimantes SET ${COLUMNS.map((column) => `${column} = ?`).join(", ")} WHERE id = ?`,
        params: [...values, id],
      };
    const own = "(SELECT id FROM imprimantes WHERE nom = ?)";
    const left: Query = {
      type: "update",
      query: `UPDATE caisses SET imprimante_id = NULL WHERE imprimante_id = ${own}`,
      params: [name],
    };
    const taken = tills.map((till): Query => ({
      type: "update",
      query: `UPDATE caisses SET imprimante_id = ${own} WHERE nom = ?`,
      params: [name, till],
    }));
    const prepared = kitchen.map((category): Query => ({
      type: "update",
      query: `UPDATE categories SET imprimante_id = ${own} WHERE id = ?`,
      params: [name, category],
    }));
    const dropped: Query = {
      type: "update",
      query: `UPDATE categories SET imprimante_id = NULL WHERE imprimante_id = ${own}`,
      params: [name],
    };
    return attempt(async () => {
      await this.client.batch([row, left, ...taken, dropped, ...prepared]);
      await this.printers.refresh();
    });
  }

  /** What its test ticket has shown. */
  setTrial({ id }: Printer, table: number, columns: number): Promise<Failure | null> {
    return attempt(async () => {
      const set = "UPDATE imprimantes SET table_codes = ?, colonnes = ?, papier = ? WHERE id = ?";
      await this.client.query("update", set, [table, columns, paperOf(columns), id]);
      await this.printers.refresh();
    });
  }

  callPickup(on: boolean): Promise<Failure | null> {
    return attempt(async () => {
      await this.client.query("update", "UPDATE boutique SET numeros_retrait = ? WHERE id = 1", [Number(on)]);
      await this.pickup.refresh();
    });
  }

  remove({ id }: Printer): Promise<Failure | null> {
    return attempt(async () => {
      await this.client.query("delete", "DELETE FROM imprimantes WHERE id = ?", [id]);
      await this.printers.refresh();
    });
  }

  /** How it ended is told by the list of what was not printed. */
  tryOut({ id }: Printer): Promise<Failure | null> {
    return this.#ask(`/api/imprimantes/${id}/essai`);
  }

  again({ id }: Print): Promise<Failure | null> {
    return this.#ask(`/api/impressions/${id}/relancer`);
  }

  /** `out`: it lies on the counter. */
  layAside({ id }: Print, out: boolean): Promise<Failure | null> {
    return this.#ask(`/api/impressions/${id}/ecarter`, { sorti: out });
  }

  #ask(path: string, body: object = {}): Promise<Failure | null> {
    return attempt(async () => {
      await this.client.request("POST", path, body, this.client.uuid.next());
      await this.stuck.refresh();
    });
  }
}

async function fetchPrinters(client: NetworkClient): Promise<readonly Printer[]> {
  const { rows } = await client.query(
    "select",
    `SELECT i.*, (SELECT group_concat(c.nom) FROM caisses c WHERE c.imprimante_id = i.id) AS caisses,
       (SELECT group_concat(c.id) FROM categories c WHERE c.imprimante_id = i.id) AS cuisine FROM imprimantes i ORDER BY i.nom`,
  );
  return rows.map((row) => ({
    id: Number(row["id"]),
    name: String(row["nom"]),
    address: String(row["adresse"]),
    paper: Number(row["papier"]),
    columns: Number(row["colonnes"]),
    table: Number(row["table_codes"]),
    answers: row["repond"] === 1,
    drawer: row["tiroir"] === 1,
    language: String(row["langage"]),
    tills: row["caisses"] === null ? [] : String(row["caisses"]).split(",").sort(),
    kitchen: row["cuisine"] === null ? [] : String(row["cuisine"]).split(",").map(Number),
  }));
}

async function fetchStuck(client: NetworkClient): Promise<readonly Print[]> {
  const { rows } = await client.query(
    "select",
    `SELECT p.id, p.imprimante_id, i.nom, p.titre, p.genre, p.etat, p.raison, p.cree_le FROM impressions p JOIN imprimantes i ON i.id = p.imprimante_id
     WHERE p.etat IN ('en_attente', 'envoyee', 'refusee', 'inconnue') OR (p.genre = 'essai' AND p.id = (SELECT max(id) FROM impressions))
     ORDER BY p.id DESC LIMIT 50`,
  );
  return rows.map((row) => ({
    id: Number(row["id"]),
    printerId: Number(row["imprimante_id"]),
    printer: String(row["nom"]),
    title: String(row["titre"]),
    kind: String(row["genre"]),
    state: String(row["etat"]),
    reason: row["raison"] as string | null,
    created: String(row["cree_le"]),
  }));
}
