/** What must be known of a shop's fiscal record when its database is lost: where each series and each till stands. */
import type { JsonValue } from "../../../shared/protocol.ts";
import type { Read } from "../../database/application.ts";

export interface SeriesHead {
  readonly serie: string;
  readonly seq: number;
  readonly signature: string;
}

interface SeriesStand {
  readonly serie: string;
  /** The last record; 0 for none. */
  readonly seq: number;
  readonly signature: string;
  /** It goes on after this one at least; 0 for nothing of the kind. */
  readonly plancher: number;
}

interface TillStand {
  /** What its numbers begin with: `C1`, or `F-C1` for practice. */
  readonly caisse: string;
  readonly numero: number;
  readonly plancher: number;
}

export interface ClosingStand {
  readonly periode: string;
  readonly perpetuel: number;
  readonly perpetuel_absolu: number;
}

export interface FiscalMemory {
  readonly series: readonly SeriesStand[];
  readonly caisses: readonly TillStand[];
  /** The last day's closing. */
  readonly cloture: ClosingStand | null;
}

const NOTHING: FiscalMemory = { series: [], caisses: [], cloture: null };

/** The database may be of an older schema: it is about to be replaced. */
export function fiscalMemory(read: Read): FiscalMemory {
  const has = (name: string) => read("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?", name).length > 0;
  if (!has("journal_fiscal")) return NOTHING;
  const floors = has("_planchers_series");
  const cloture = read(
    "SELECT periode, perpetuel, perpetuel_absolu FROM clotures WHERE genre = 'jour' ORDER BY id DESC LIMIT 1",
  )[0];
  return {
    series: seriesStands(read, floors),
    caisses: tillStands(read, floors),
    cloture: (cloture as unknown as ClosingStand | undefined) ?? null,
  };
}

/** The last record of every series, by one look-up each: their records are many. */
export function seriesHeads(read: Read): SeriesHead[] {
  return read(
    `WITH RECURSIVE s (serie) AS (
       SELECT min(serie) FROM journal_fiscal
       UNION ALL SELECT (SELECT min(j.serie) FROM journal_fiscal j WHERE j.serie > s.serie) FROM s WHERE s.serie IS NOT NULL
     )
     SELECT j.serie, j.seq, j.signature FROM s JOIN journal_fiscal j
       ON j.serie = s.serie AND j.seq = (SELECT max(seq) FROM journal_fiscal WHERE serie = s.serie)
     WHERE s.serie IS NOT NULL ORDER BY j.serie`,
  ) as unknown as SeriesHead[];
}

function seriesStands(read: Read, floors: boolean): SeriesStand[] {
  const stands = new Map<string, SeriesStand>(seriesHeads(read).map((head) => [head.serie, { ...head, plancher: 0 }]));
  for (const row of floors ? read("SELECT serie, seq FROM _planchers_series") : []) {
    const { serie, seq: plancher } = row as unknown as { serie: string; seq: number };
    stands.set(serie, { ...stands.get(serie) ?? { serie, seq: 0, signature: "" }, plancher });
  }
  return [...stands.values()];
}

/** Each till's highest number. */
const highest = (column: "numero" | "numero_formation") =>
  `SELECT c.nom AS caisse, (SELECT max(${column}) FROM ventes v WHERE v.caisse = c.nom AND ${column} IS NOT NULL) AS numero FROM caisses c`;

function tillStands(read: Read, floors: boolean): TillStand[] {
  const stands = new Map<string, TillStand>();
  const add = (prefix: string, sql: string) => {
    for (const row of read(sql)) {
      const caisse = `${prefix}${row["caisse"] as string}`;
      stands.set(caisse, { caisse, numero: row["numero"] as number | null ?? 0, plancher: 0 });
    }
  };
  add("", highest("numero"));
  const practice = read("SELECT 1 FROM pragma_table_info('ventes') WHERE name = 'numero_formation'").length > 0;
  if (practice) add("F-", highest("numero_formation"));
  for (const row of floors ? read("SELECT caisse, numero FROM _planchers_numeros") : []) {
    const { caisse, numero: plancher } = row as unknown as { caisse: string; numero: number };
    stands.set(caisse, { ...stands.get(caisse) ?? { caisse, numero: 0 }, plancher });
  }
  return [...stands.values()].filter(({ caisse, numero, plancher }) => numero > 0 || plancher > 0 || !caisse.startsWith("F-"));
}

/** What a file or an event says that was remembered; null when it says nothing of the kind. */
export function asMemory(value: JsonValue): FiscalMemory | null {
  const memory = value as unknown as FiscalMemory | null;
  return Array.isArray(memory?.series) && Array.isArray(memory.caisses) ? memory : null;
}
