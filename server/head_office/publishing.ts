/** What head office publishes for its shops: one row each, numbered without a gap, so that whoever reads up to one has read all before it. */
import type { Asking } from "./connection.ts";
import { bounded, momentOf } from "./told_values.ts";
import { OfficeRefused, Trouble } from "./trouble.ts";

export interface NewPublication {
  readonly kind: string;
  /** JSON, kept as it is. */
  readonly content: string;
  /** Keys of the shops that it is for; null for all, those that are enrolled later too. */
  readonly shops: readonly string[] | null;
  /** By each shop's own clock, `2026-12-15T06:00`; null for at once. */
  readonly applies_from: string | null;
}

export interface PublicationStanding {
  readonly publication: number;
  readonly kind: string;
  readonly applies_from: string | null;
  /** RFC 3339. */
  readonly published_at: string;
  /** Each shop that it is for: `attend` until it has told. */
  readonly shops: readonly {
    readonly shop: string;
    readonly etat: string;
    readonly motif: string | null;
    readonly gardes: number;
  }[];
}

/** No number reaches it: beyond, none is exact in JSON. */
export const LATEST_NUMBER = 2 ** 53;

/** Of a number that another may have taken meanwhile. */
const TRIES = 20;
const ALWAYS_TAKEN = "nothing was published, for others publish at the same time and have taken its number again and again";
const NO_NUMBER = `nothing was published, for a row of comptoir.publications has the last number there is, ${LATEST_NUMBER - 1}`;

/** Resolves to its number; throws `OfficeRefused` where it gets none. Of two at once the second waits for the first: no number is seen while a lower one may still come. */
export async function publish(asking: Asking, { kind, content, shops, applies_from }: NewPublication): Promise<number> {
  for (let left = TRIES;; left--) {
    try {
      const { rows: [made] } = await asking.ask<{ publication: string }>(
        `INSERT INTO comptoir.publications (publication, kind, content, shops, applies_from)
         SELECT coalesce(max(publication), 0) + 1, $1, $2, $3, $4 FROM comptoir.publications
         WHERE publication >= 0 AND publication < ${LATEST_NUMBER}
         HAVING coalesce(max(publication), 0) + 1 < ${LATEST_NUMBER} RETURNING publication`,
        [kind, content, shops === null ? null : `,${shops.join(",")},`, applies_from],
      );
      if (made === undefined) throw new OfficeRefused(NO_NUMBER);
      return Number(made.publication);
    } catch (error) {
      if (!(error instanceof Trouble) || !error.isTaken && error.code !== "busy") throw error;
      if (left === 0) throw error.isTaken ? new OfficeRefused(ALWAYS_TAKEN) : error;
    }
  }
}

/** The latest first. */
export async function publicationsAt(asking: Asking, limit: number): Promise<readonly PublicationStanding[]> {
  const { rows } = await asking.ask<Standing>(
    `SELECT p.publication, ${bounded("p.kind")} AS kind, ${bounded("p.applies_from")} AS applies_from,
       extract(epoch FROM p.published_at)::float8 AS at, b.shop, b.etat,
       ${bounded("b.motif")} AS motif, b.gardes
     FROM (SELECT * FROM comptoir.publications ORDER BY publication DESC LIMIT $1::int) p
     LEFT JOIN comptoir.publications_boutiques b ON b.publication = p.publication ORDER BY p.publication DESC, b.shop`,
    [limit],
  );
  return [...Map.groupBy(rows, ({ publication }) => Number(publication)).entries()].map(([publication, told]) => {
    const [{ kind, applies_from, at }] = told as [Standing];
    const shops = told.flatMap(({ shop, etat, motif, gardes }) =>
      shop === null ? [] : [{ shop, etat: etat!, motif, gardes: Number(gardes ?? 0) }]
    );
    return { publication, kind, applies_from, published_at: momentOf(at), shops };
  });
}

/** One that shops have taken and this database has no more, for it was put back to an earlier state. */
export interface LostPublication {
  readonly publication: number;
  readonly kind: string;
  readonly shops: readonly { readonly shop: string; readonly etat: string }[];
}

/** The latest first, as shops have told it. */
export async function lostPublications(asking: Asking, limit: number): Promise<readonly LostPublication[]> {
  const { rows } = await asking.ask<{ shop: string; siege: string; publication: string; genre: string; etat: string }>(
    `SELECT r.shop, r.siege, r.publication, ${bounded("r.genre")} AS genre, r.etat FROM comptoir.publications_recues r
     JOIN comptoir.offices o ON r.siege LIKE o.office || '~%' ORDER BY r.shop, r.epoch, r.journal_seq, r.rang`,
  );
  // Of each shop what it told last.
  const told = new Map(rows.map((row) => [`${row.shop} ${row.siege} ${row.publication}`, row])).values();
  const lost = [...Map.groupBy(told, ({ publication, genre }) => `${publication} ${genre}`).values()].map((shops) => {
    const [{ publication, genre }] = shops as [typeof rows[number]];
    return { publication: Number(publication), kind: genre, shops: shops.map(({ shop, etat }) => ({ shop, etat })) };
  });
  return lost.sort((a, b) => b.publication - a.publication).slice(0, limit);
}

interface Standing {
  readonly publication: string;
  readonly kind: string;
  readonly applies_from: string | null;
  readonly at: number;
  readonly shop: string | null;
  readonly etat: string | null;
  readonly motif: string | null;
  readonly gardes: string | null;
}
