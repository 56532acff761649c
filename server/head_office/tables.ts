/** The tables into which a shop's rows are written: their columns besides the shop and its epoch, and many rows by one statement. */
import type { Answer, Asking, Parameter } from "./connection.ts";

export type ColumnType = "text" | "int" | "bigint" | "boolean" | "date" | "timestamptz";
export interface Table {
  readonly name: string;
  /** Column → its type. */
  readonly columns: Readonly<Record<string, ColumnType>>;
}

export const JOURNAL: Table = {
  name: "journal",
  columns: { seq: "bigint", at: "timestamptz", kind: "text", username: "text", tables: "text", content: "text", hash: "text" },
};
export const FISCAL: Table = {
  name: "fiscal",
  columns: {
    ...{ serie: "text", seq: "bigint", journal_seq: "bigint", genre: "text", version_format: "int", contenu: "text" },
    ...{ signature_precedente: "text", empreinte: "text", signature: "text", cle_id: "text", horodatage: "text" },
  },
};

/** Where a fact comes from: the record of the journal, and its place among that record's. */
const ORIGIN = { journal_seq: "bigint", rang: "bigint" } as const;
/** Of which signed record it tells. */
const SIGNED = { serie: "text", seq: "bigint" } as const;

/** What head office asks of: each row is told by one record, and can be made again from it. Money in cents, quantities in thousandths. */
export const FACTS = {
  tickets: {
    name: "tickets",
    columns: {
      ...{
        ...ORIGIN,
        ...SIGNED,
        vente_id: "text",
        numero: "text",
        genre: "text",
        formation: "boolean",
        demonstration: "boolean",
      },
      ...{ le: "timestamptz", jour: "date", heure: "bigint", caisse: "text", vendeur: "text", caissier: "text" },
      ...{
        total_ttc: "bigint",
        total_ht: "bigint",
        total_tva: "bigint",
        remise: "bigint",
        numero_origine: "text",
        motif: "text",
      },
    },
  },
  lignes: {
    name: "lignes",
    columns: {
      ...{ ...ORIGIN, ...SIGNED, jour: "date", formation: "boolean", produit_id: "bigint", libelle: "text", quantite: "bigint" },
      ...{ unite: "text", prix_unitaire_ttc: "bigint", remise: "bigint", tva: "bigint", nature: "text" },
      ...{ total_ttc: "bigint", total_ht: "bigint" },
    },
  },
  paiements: {
    name: "paiements",
    columns: { ...ORIGIN, ...SIGNED, jour: "date", formation: "boolean", mode: "text", montant: "bigint", rendu: "bigint" },
  },
  clotures: {
    name: "clotures",
    columns: {
      ...{ ...ORIGIN, ...SIGNED, genre: "text", periode: "text", du: "date", au: "date", cloturee_le: "timestamptz" },
      ...{ tickets: "bigint", total_ttc: "bigint", total_ht: "bigint", total_tva: "bigint", perpetuel: "bigint" },
    },
  },
  fermetures: {
    name: "fermetures",
    columns: {
      ...{ ...ORIGIN, ...SIGNED, le: "timestamptz", caisse: "text", caissier: "text", formation: "boolean" },
      ...{ fond: "bigint", attendu: "bigint", compte: "bigint", ecart: "bigint", motif: "text" },
    },
  },
  mouvements_stock: {
    name: "mouvements_stock",
    columns: {
      ...{ ...ORIGIN, id: "bigint", produit_id: "bigint", quantite: "bigint", motif: "text", vente_id: "text" },
      ...{ le: "timestamptz", cout_ht: "bigint" },
    },
  },
  // Each line twice: as the one shop sent it, and as the other received it, whose `boutique` is the first.
  transferts: {
    name: "transferts",
    columns: {
      ...{ ...ORIGIN, id: "text", sens: "text", boutique: "text", ligne: "bigint", code: "text", libelle: "text", unite: "text" },
      ...{ quantite: "bigint", attendu: "bigint", le: "timestamptz" },
    },
  },
  // What a shop has taken over of what others used of its vouchers: cents that were told, and those of them that it owes.
  bons_rentres: {
    name: "bons_rentres",
    columns: {
      ...{ ...ORIGIN, boutique: "text", cle: "text", empreinte: "text", montant: "bigint", pris: "bigint", motif: "text" },
      ...{ utilise_le: "timestamptz", le: "timestamptz" },
    },
  },
  publications_recues: {
    name: "publications_recues",
    columns: {
      ...{ ...ORIGIN, siege: "text", publication: "bigint", genre: "text", etat: "text", motif: "text", gardes: "bigint" },
      ...{ detail: "text", le: "timestamptz" },
    },
  },
} as const satisfies Record<string, Table>;
export type FactName = keyof typeof FACTS;
export const FACT_TABLES: readonly Table[] = Object.values(FACTS);

/** A table of facts: made, or given the columns that it has not yet. */
export function factTable({ name, columns }: Table): string[] {
  const required = new Set(Object.keys(ORIGIN));
  const more = Object.entries(columns).filter(([column]) => !required.has(column));
  return [
    `CREATE TABLE IF NOT EXISTS comptoir.${name} (
     shop text NOT NULL,
     epoch int NOT NULL,
     ${Object.entries(ORIGIN).map(([column, type]) => `${column} ${type} NOT NULL`).join(",\n     ")},
     ${more.map(([column, type]) => `${column} ${type}`).join(",\n     ")},
     PRIMARY KEY (shop, epoch, journal_seq, rang)
   )`,
    ...more.map(([column, type]) => `ALTER TABLE comptoir.${name} ADD COLUMN IF NOT EXISTS ${column} ${type}`),
  ];
}

/** Between two values: no text of the journal has it, for JSON writes control characters otherwise. Before the first stands nothing, as a list of one empty text would be none. */
const BREAK = "\u001f";
/** Stands for NULL. */
const NOTHING = "\u001e";

/** A text as it may be written; a control character that has a meaning here is none that anybody reads. */
export function plainText(text: string): string {
  // deno-lint-ignore no-control-regex -- these are meant
  return text.replace(/[\u0000\u001e\u001f]/g, "\ufffd");
}

/** Many rows by one statement, each column as one text: an array's own spelling would escape every quote of the JSON twice. */
export function insert(
  asking: Asking,
  { name, columns }: Table,
  shop: string,
  epoch: number,
  rows: readonly object[],
): Promise<Answer<unknown>> {
  const names = Object.keys(columns);
  const lists = names.map((_, at) => `string_to_array($${at + 5}, $3, $4)`).join(", ");
  const values = names.map((column) => `r.${column}::${columns[column]}`).join(", ");
  const params: Parameter[] = names.map((column) =>
    BREAK + rows.map((row) => String((row as Record<string, unknown>)[column] ?? NOTHING)).join(BREAK)
  );
  return asking.ask(
    `INSERT INTO comptoir.${name} (shop, epoch, ${names.join(", ")})
     SELECT $1, $2::int, ${values} FROM unnest(${lists}) WITH ORDINALITY AS r (${names.join(", ")}, place) WHERE r.place > 1`,
    [shop, epoch, BREAK, NOTHING, ...params],
  );
}
