/** What head office publishes for its shops: one row each, numbered without a gap, so that whoever reads up to one has read all before it. */
import type { Asking } from "./connection.ts";
import { Trouble } from "./trouble.ts";

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

/** Of a number that another may have taken meanwhile. */
const TRIES = 20;

/** Resolves to its number. Of two at once the second waits for the first: no number is seen while a lower one may still come. */
export async function publish(asking: Asking, { kind, content, shops, applies_from }: NewPublication): Promise<number> {
  for (let left = TRIES;; left--) {
    try {
      const { rows: [made] } = await asking.ask<{ publication: string }>(
        `INSERT INTO comptoir.publications (publication, kind, content, shops, applies_from)
         SELECT coalesce(max(publication), 0) + 1, $1, $2, $3, $4 FROM comptoir.publications RETURNING publication`,
        [kind, content, shops === null ? null : `,${shops.join(",")},`, applies_from],
      );
      return Number(made!.publication);
    } catch (error) {
      if (!(error instanceof Trouble) || left === 0 || !error.isTaken && error.code !== "busy") throw error;
    }
  }
}

/** The latest first. */
export async function publicationsAt(asking: Asking, limit: number): Promise<readonly PublicationStanding[]> {
  const { rows } = await asking.ask<Standing>(
    `SELECT p.publication, p.kind, p.applies_from, extract(epoch FROM p.published_at)::float8 AS at, b.shop, b.etat, b.motif, b.gardes
     FROM (SELECT * FROM comptoir.publications ORDER BY publication DESC LIMIT $1::int) p
     LEFT JOIN comptoir.publications_boutiques b ON b.publication = p.publication ORDER BY p.publication DESC, b.shop`,
    [limit],
  );
  return [...Map.groupBy(rows, ({ publication }) => Number(publication)).entries()].map(([publication, told]) => {
    const [{ kind, applies_from, at }] = told as [Standing];
    const shops = told.flatMap(({ shop, etat, motif, gardes }) =>
      shop === null ? [] : [{ shop, etat: etat!, motif, gardes: Number(gardes ?? 0) }]
    );
    return { publication, kind, applies_from, published_at: new Date(Number(at) * 1000).toISOString(), shops };
  });
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
