/** Archives that were made, and the periods of which one can be. */
import type { NetworkClient } from "../../../network/network_client.ts";
import type { Place } from "../../store/pages_of.ts";
import type { PeriodKind } from "./period.ts";

/** A signed record of an archive. */
export interface ArchiveRow {
  readonly seq: number;
  readonly period: string;
  /** SHA-256, hexadecimal. */
  readonly manifest: string;
  readonly by: string;
  /** RFC 3339, UTC. */
  readonly made: string;
}

/** The last first. */
export async function fetchArchives(client: NetworkClient, after: Place, count: number): Promise<readonly ArchiveRow[]> {
  const { rows } = await client.query(
    "select",
    `SELECT seq, contenu ->> 'periode' AS period, contenu ->> 'manifeste' AS manifest, contenu ->> 'par' AS by, horodatage AS made
     FROM journal_fiscal WHERE serie = 'archives' AND genre = 'archive' AND seq < ? ORDER BY seq DESC LIMIT ?`,
    [after?.[0] ?? Number.MAX_SAFE_INTEGER, count],
  );
  return rows as unknown as readonly ArchiveRow[];
}

/** Fingerprints of the keys that the shop's closings were signed with. */
export async function fetchKnownKeys(client: NetworkClient): Promise<ReadonlySet<string>> {
  const { rows } = await client.query("select", "SELECT DISTINCT contenu ->> 'cle_id' AS key FROM clotures", []);
  return new Set(rows.map(({ key }) => String(key)));
}

/** Of each kind that many closed periods can be chosen; any other by the page of its closing. */
const CHOICES = 62;

/** Closed periods by their kind, the latest first. */
export async function fetchClosedPeriods(client: NetworkClient): Promise<readonly { kind: PeriodKind; period: string }[]> {
  const of = (kind: PeriodKind) =>
    client.query(
      "select",
      "SELECT DISTINCT genre AS kind, periode AS period FROM clotures WHERE genre = ? ORDER BY periode DESC LIMIT ?",
      [kind, CHOICES],
    );
  const kinds = await Promise.all([of("jour"), of("mois"), of("annee")]);
  return kinds.flatMap(({ rows }) => rows as unknown as { kind: PeriodKind; period: string }[]);
}
