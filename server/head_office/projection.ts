/**
 * What records tell in figures: tickets, their lines and payments, closings, counted drawers, movements of stock. Made of the
 * records alone and of each by itself, so whatever was projected can be made again. A value that is not what it should be is
 * NULL: a record is never kept from head office for the sake of a figure.
 */
import { inZone, zoneNamed } from "../../shared/time_zone.ts";
import type { Batch, JournalRow, SignedRow } from "./journal_source.ts";
import { type FactName, plainText } from "./tables.ts";

type Fact = Readonly<Record<string, string | number | boolean | null>>;
export type Facts = Readonly<Record<FactName, readonly Fact[]>>;
type Fields = Readonly<Record<string, unknown>>;

interface Told extends Pick<Batch, "signed"> {
  readonly rows: readonly Pick<JournalRow, "seq" | "tables" | "content">[];
}

const STOCK = "mouvements_stock";
const PUBLICATIONS = "publications";
const TRANSFERS = "lignes_transfert";
const VOUCHERS = "bons_ailleurs";

/** Of these records and the signed ones that they tell of. */
export function projected({ rows, signed }: Told): Facts {
  const facts = {
    ...{ tickets: [], lignes: [], paiements: [], clotures: [], fermetures: [], mouvements_stock: [], publications_recues: [] },
    ...{ transferts: [], bons_rentres: [] },
  } as {
    [Name in FactName]: Fact[];
  };
  const days = new Map<number, string | null>();
  for (const row of rows) {
    const changes = changesOf(row);
    days.set(row.seq, dayIn(changes));
    const moves = changes.filter(({ table, op }) => table === STOCK && op === "insert");
    facts.mouvements_stock.push(...moves.map(({ after }, rang) => moveOf(fields(after), row.seq, rang)));
    const sent = changes.filter(({ table, op }) => table === TRANSFERS && op === "insert");
    facts.transferts.push(...sent.map(({ after }, rang) => transferOf(fields(after), row.seq, rang)));
    const used = changes.filter(({ table, op }) => table === VOUCHERS && op === "insert");
    facts.bons_rentres.push(...used.map(({ after }, rang) => usedOf(fields(after), row.seq, rang)));
    const published = changes.filter(({ table }) => table === PUBLICATIONS);
    facts.publications_recues.push(
      ...published.map(({ key, after }, rang) => publicationOf({ ...fields(key), ...fields(after) }, row.seq, rang)),
    );
  }
  // Records of one record of the journal are told apart by their place in it.
  const places = new Map<number, number>();
  for (const record of signed) {
    const rang = places.get(record.journal_seq) ?? 0;
    places.set(record.journal_seq, rang + 1);
    const said = parsed(record.contenu);
    if (record.genre === "vente" || record.genre === "avoir") {
      addTicket(facts, record, said, rang, days.get(record.journal_seq) ?? null);
    }
    if (record.genre === "cloture") facts.clotures.push(closingOf(record, said, rang));
    if (record.genre === "fermeture_caisse") facts.fermetures.push(countOf(record, said, rang));
  }
  return facts;
}

function addTicket(
  facts: { readonly [Name in "tickets" | "lignes" | "paiements"]: Fact[] },
  record: SignedRow,
  said: Fields,
  rang: number,
  told: string | null,
): void {
  const at = moment(said["date"]) ?? moment(record.horodatage);
  const zone = zoneNamed(text(said["fuseau"]) ?? "UTC") ?? "UTC";
  const jour = told ?? (at === null ? null : inZone(at, zone, "day"));
  const formation = said["formation"] === true;
  facts.tickets.push({
    ...originOf(record, rang),
    vente_id: text(said["vente_id"]),
    numero: text(said["numero"]),
    genre: record.genre,
    formation,
    demonstration: said["demonstration"] === true,
    le: at,
    jour,
    heure: at === null ? null : Number(inZone(at, zone, "time").slice(0, 2)),
    ...texts(said, "caisse", "vendeur", "caissier", "numero_origine", "motif"),
    ...integers(said, "total_ttc", "total_ht", "total_tva", "remise"),
  });
  // A ticket's parts are counted through: of two tickets in one record of the journal, none has another's place.
  const part = (index: number) => ({ ...originOf(record, rang * PARTS + index), jour, formation });
  facts.lignes.push(
    ...list(said["lignes"]).map((line, index) => ({
      ...part(index),
      ...integers(line, "produit_id", "quantite", "prix_unitaire_ttc", "tva", "total_ttc", "total_ht"),
      ...texts(line, "libelle", "unite", "nature"),
      remise: (integer(line["remise"]) ?? 0) + (integer(line["remise_ticket"]) ?? 0),
    })),
  );
  facts.paiements.push(
    ...list(said["paiements"]).map((payment, index) => ({
      ...part(index),
      ...texts(payment, "mode"),
      ...integers(payment, "montant", "rendu"),
    })),
  );
}

/** More than a ticket has lines. */
const PARTS = 1_000_000;

function closingOf(record: SignedRow, said: Fields, rang: number): Fact {
  return {
    ...originOf(record, rang),
    ...texts(said, "genre", "periode"),
    du: day(said["du"]),
    au: day(said["au"]),
    cloturee_le: moment(said["cloturee_le"]) ?? moment(record.horodatage),
    ...integers(said, "tickets", "total_ttc", "total_ht", "total_tva", "perpetuel"),
  };
}

function countOf(record: SignedRow, said: Fields, rang: number): Fact {
  return {
    ...originOf(record, rang),
    le: moment(record.horodatage),
    formation: said["formation"] === true,
    ...texts(said, "caisse", "caissier", "motif"),
    ...integers(said, "fond", "attendu", "compte", "ecart"),
  };
}

function moveOf(move: Fields, journal_seq: number, rang: number): Fact {
  return {
    journal_seq,
    rang,
    ...integers(move, "id", "produit_id", "quantite", "cout_ht"),
    ...texts(move, "motif", "vente_id"),
    le: moment(move["cree_le"]),
  };
}

/** Of one that has waited for its day the record has what has become another; of one that was set aside, its number alone is told. */
function publicationOf(publication: Fields, journal_seq: number, rang: number): Fact {
  return {
    journal_seq,
    rang,
    ...texts(publication, "siege", "genre", "etat", "motif", "detail"),
    ...integers(publication, "publication", "gardes"),
    le: moment(publication["reglee_le"]) ?? moment(publication["recue_le"]),
  };
}

function transferOf(line: Fields, journal_seq: number, rang: number): Fact {
  return {
    journal_seq,
    rang,
    id: text(line["transfert_id"]),
    ...texts(line, "sens", "boutique", "code", "libelle", "unite"),
    ...integers(line, "quantite", "attendu"),
    ligne: integer(line["place"]),
    le: moment(line["fait_le"]),
  };
}

function usedOf(use: Fields, journal_seq: number, rang: number): Fact {
  return {
    journal_seq,
    rang,
    ...texts(use, "boutique", "cle", "empreinte", "motif"),
    ...integers(use, "montant", "pris"),
    utilise_le: moment(use["utilise_le"]),
    le: moment(use["recu_le"]),
  };
}

function originOf({ journal_seq, serie, seq }: SignedRow, rang: number) {
  return { journal_seq, rang, serie, seq };
}

interface Change {
  readonly table?: unknown;
  readonly op?: unknown;
  readonly key?: unknown;
  readonly after?: unknown;
}

/** Of records that can tell something alone: to read all of them would be work for nothing. */
function changesOf({ tables, content }: Pick<JournalRow, "tables" | "content">): readonly Change[] {
  const named = tables.split(",");
  return [STOCK, TRANSFERS, VOUCHERS, PUBLICATIONS, "journal_fiscal"].some((table) => named.includes(table))
    ? list(parsed(content)["changes"])
    : [];
}

/** The shop's day, which does not end at midnight for every shop: as the ticket has it. */
function dayIn(changes: readonly Change[]): string | null {
  const sale = changes.find(({ table, after }) => table === "ventes" && day(fields(after)["jour"]) !== null);
  return sale === undefined ? null : day(fields(sale.after)["jour"]);
}

function texts(of: Fields, ...names: readonly string[]): Fact {
  return Object.fromEntries(names.map((name) => [name, text(of[name])]));
}

function integers(of: Fields, ...names: readonly string[]): Fact {
  return Object.fromEntries(names.map((name) => [name, integer(of[name])]));
}

function text(value: unknown): string | null {
  return typeof value === "string" ? plainText(value) : null;
}

/** One beyond 2^53, which JSON holds as text, is no figure of a shop. */
function integer(value: unknown): number | null {
  return Number.isSafeInteger(value) ? value as number : null;
}

/** RFC 3339, in UTC. */
function moment(value: unknown): string | null {
  const at = typeof value === "string" && /^\d{4}-\d\d-\d\dT/.test(value) ? Date.parse(value) : NaN;
  return Number.isNaN(at) || at < EARLIEST ? null : new Date(at).toISOString();
}
const EARLIEST = Date.parse("0001-01-01T00:00:00Z");

function day(value: unknown): string | null {
  const at = typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value) ? moment(`${value}T00:00:00Z`) : null;
  return at?.slice(0, 10) === value ? value as string : null;
}

function fields(value: unknown): Fields {
  return typeof value === "object" && value !== null ? value as Fields : {};
}

function list(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.map(fields) : [];
}

function parsed(json: string): Fields {
  try {
    return fields(JSON.parse(json));
  } catch {
    return {};
  }
}
