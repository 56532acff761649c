/** Customers as the owner reads them: a page of the list, and one with consents and purchases. */
import type { WireParam, WireRow } from "../../../../shared/protocol.ts";
import { plain } from "../../../../shared/plain_text.ts";
import type { NetworkClient } from "../../../network/network_client.ts";

export const CHANNELS = ["email", "sms", "telephone", "courrier"] as const;
export type Channel = typeof CHANNELS[number];

export interface Customer {
  readonly id: number;
  readonly name: string;
  readonly phone: string | null;
  readonly email: string | null;
  readonly address: string | null;
  readonly note: string | null;
  /** Of a company: nine digits. */
  readonly siren: string | null;
  /** RFC 3339, UTC: a purchase, a consent, or what was noted by hand. */
  readonly lastContact: string;
  /** Not in touch for so long that nothing may be kept. */
  readonly silent: boolean;
  /** Cents on the account that are still to pay. */
  readonly owed: number;
}

export interface Search {
  readonly words: string;
  readonly silentOnly: boolean;
  readonly owingOnly: boolean;
  /** From 0. */
  readonly page: number;
}

export interface CustomerPage {
  readonly all: number;
  readonly rows: readonly Customer[];
}

export interface Consent {
  readonly channel: Channel;
  readonly given: boolean;
  readonly by: string | null;
  /** RFC 3339, UTC. */
  readonly at: string;
}

export interface Purchase {
  readonly id: string;
  readonly number: string;
  /** RFC 3339, UTC. */
  readonly at: string;
  /** Cents. */
  readonly total: number;
}

export interface Purchases {
  readonly count: number;
  /** Cents. */
  readonly sum: number;
  /** The latest first. */
  readonly latest: readonly Purchase[];
}

export const PAGE = 50;
/** Purchases that are listed. */
const LATEST = 50;

const LAST = `max(c.cree_le, coalesce(c.dernier_contact, ''),
  coalesce((SELECT max(v.cree_le) FROM ventes v WHERE v.client_id = c.id), ''),
  coalesce((SELECT max(k.note_le) FROM consentements k WHERE k.client_id = c.id), ''))`;
const THEN = "strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-36 months')";
/** As `LAST < THEN`, without walking through everybody's purchases: the latest is looked at first, and is enough for most. */
const SILENT = `(c.cree_le < ${THEN} AND coalesce(c.dernier_contact, '') < ${THEN}
  AND (SELECT 1 FROM ventes v WHERE v.client_id = c.id AND v.cree_le >= ${THEN} ORDER BY v.id DESC LIMIT 1) IS NULL
  AND NOT EXISTS (SELECT 1 FROM consentements k WHERE k.client_id = c.id AND k.note_le >= ${THEN}))`;
const COLUMNS = `c.id, c.nom, c.telephone, c.email, c.adresse, c.note, c.siren, ${LAST} AS dernier, ${SILENT} AS silencieux,
  coalesce((SELECT k.solde FROM comptes_clients k WHERE k.client_id = c.id), 0) AS doit`;
const OWING = "c.id IN (SELECT k.client_id FROM comptes_clients k WHERE k.solde > 0)";
/** Who was erased is nobody. */
const SOMEBODY = "c.nom <> '—'";

/** Letters and what else each is written as: the database knows no letters but those of ASCII. */
const SPELLINGS = new Map(
  ["aàâäáãå", "cç", "eéèêë", "iîïí", "nñ", "oôöóõ", "uùûüú", "yÿ", "œ", "æ"].map((
    letters,
  ) => [letters[0]!, letters + letters.toUpperCase()]),
);
/** Bytes that a pattern may have: of a longer word the beginning is looked for. */
const PATTERN_BYTES = 250;

/** A word as GLOB finds it in any spelling: the pattern is widened, for changing every row's text takes twenty times as long. */
function globOf(word: string): string {
  let pattern = "*";
  for (const letter of word) {
    const spellings = SPELLINGS.get(letter) ?? (/[a-z]/.test(letter) ? letter + letter.toUpperCase() : letter);
    const part = spellings.length > 1 || "*?[".includes(letter) ? `[${spellings}]` : letter;
    if (new TextEncoder().encode(pattern + part).length >= PATTERN_BYTES) break;
    pattern += part;
  }
  return `${pattern}*`;
}

/** What is written as two letters, and each letter with an accent, as what it stands beside. */
const PLAIN_LETTERS = [...SPELLINGS].flatMap(([base, spellings]) =>
  [...spellings].filter((letter) => letter > "\x7f")
    .map((letter) => [letter, { "œ": "oe", "æ": "ae" }[base] ?? base] as const)
);
/** A name as a telephone book has it, É beside E and apostrophes left out; one of ASCII alone is not gone through letter by letter. */
const BOOK_NAME = ["’", "''"].reduce(
  (sql, sign) => `replace(${sql}, '${sign}', '')`,
  `CASE WHEN octet_length(c.nom) = length(c.nom) THEN c.nom
     ELSE ${PLAIN_LETTERS.reduce((sql, [letter, base]) => `replace(${sql}, '${letter}', '${base}')`, "c.nom")} END`,
);

/** `oe` is written as one letter as well. */
const patternsOf = (word: string) => [...new Set([word, word.replaceAll("oe", "œ").replaceAll("ae", "æ")])].map(globOf);

const TEXT = "(c.nom || ' ' || coalesce(c.email, '') || ' ' || coalesce(c.adresse, ''))";
const digitsSql = (expression: string) =>
  [" ", ".", "-", "(", ")", "/", "\u00a0"].reduce(
    (sql, sign) => `replace(${sql}, '${sign}', '')`,
    `replace(${expression}, '+33', '0')`,
  );

/** A word is found in name, e-mail or address; digits in the telephone, however it is written. */
function conditionsOf({ words, silentOnly, owingOnly }: Search): { readonly sql: string; readonly params: readonly WireParam[] } {
  const digits = words.replace(/[\s.()/-]/g, "").replace(/^\+33|^0033/, "0");
  const found: (readonly [sql: string, params: readonly string[]])[] = /^\d{3,}$/.test(digits)
    ? [[`${digitsSql("coalesce(c.telephone, '')")} LIKE ?`, [`%${digits}%`]]]
    : plain(words).replace(/['’-]/g, " ").split(/\s+/).filter((word) => word !== "").slice(0, 5).map((word) => {
      const patterns = patternsOf(word);
      return [`(${patterns.map(() => `${TEXT} GLOB ?`).join(" OR ")})`, patterns] as const;
    });
  const all = [SOMEBODY, ...found.map(([sql]) => sql), ...(silentOnly ? [SILENT] : []), ...(owingOnly ? [OWING] : [])];
  return { sql: all.join(" AND "), params: found.flatMap(([, params]) => params) };
}

export async function fetchPage(client: NetworkClient, search: Search): Promise<CustomerPage> {
  const { sql, params } = conditionsOf(search);
  const [counted, found] = await Promise.all([
    client.query("select", `SELECT count(*) AS n FROM clients c WHERE ${sql}`, [...params]),
    client.query(
      "select",
      `SELECT ${COLUMNS} FROM clients c WHERE ${sql} ORDER BY ${BOOK_NAME} COLLATE NOCASE, c.id LIMIT ${PAGE} OFFSET ?`,
      [...params, search.page * PAGE],
    ),
  ]);
  return { all: Number(counted.rows[0]!["n"]), rows: found.rows.map(customerOf) };
}

/** Null where there is none, or none any more. */
export async function fetchCustomer(client: NetworkClient, id: number): Promise<Customer | null> {
  const { rows } = await client.query("select", `SELECT ${COLUMNS} FROM clients c WHERE c.id = ? AND ${SOMEBODY}`, [id]);
  return rows[0] === undefined ? null : customerOf(rows[0]);
}

/** The latest word of each channel. */
export async function fetchConsents(client: NetworkClient, id: number): Promise<readonly Consent[]> {
  const { rows } = await client.query(
    "select",
    `SELECT k.canal, k.accorde, k.note_le, e.nom FROM consentements k LEFT JOIN equipe e ON e.id = k.par_id
     WHERE k.client_id = ? ORDER BY k.note_le, k.id`,
    [id],
  );
  const latest = new Map(rows.map((row) => [row["canal"] as Channel, row]));
  return [...latest].map(([channel, row]) => ({
    channel,
    given: row["accorde"] === 1,
    by: row["nom"] as string | null,
    at: String(row["note_le"]),
  }));
}

export async function fetchPurchases(client: NetworkClient, id: number): Promise<Purchases> {
  const paid = "FROM ventes WHERE client_id = ? AND etat = 'payee' AND jour IS NOT NULL";
  const [sums, latest] = await Promise.all([
    client.query("select", `SELECT count(*) AS n, coalesce(sum(total_ttc), 0) AS sum ${paid}`, [id]),
    client.query("select", `SELECT id, caisse, numero, payee_le, total_ttc ${paid} ORDER BY payee_le DESC LIMIT ${LATEST}`, [id]),
  ]);
  return {
    count: Number(sums.rows[0]!["n"]),
    sum: Number(sums.rows[0]!["sum"]),
    latest: latest.rows.map((row) => ({
      id: String(row["id"]),
      number: `${row["caisse"]}-${row["numero"]}`,
      at: String(row["payee_le"]),
      total: Number(row["total_ttc"]),
    })),
  };
}

function customerOf(row: WireRow): Customer {
  return {
    id: Number(row["id"]),
    name: String(row["nom"]),
    phone: row["telephone"] as string | null,
    email: row["email"] as string | null,
    address: row["adresse"] as string | null,
    note: row["note"] as string | null,
    siren: row["siren"] as string | null,
    lastContact: String(row["dernier"]),
    silent: row["silencieux"] === 1,
    owed: Number(row["doit"]),
  };
}
