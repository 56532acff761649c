/** What the manifest of an archive says, and that the pieces of series in it are what it says. */
import { BEFORE_ALL, type Break, follow, type Place, placeAfter } from "./fiscal_chain.ts";
import { BEGINNING, type Continuity, type Mark } from "./fiscal_continuity.ts";
import type { StoredRecord } from "./fiscal_record.ts";

/**
 * 1 (which its manifest does not name): the records that were dated in the period, in one file. 2: contiguous ranges,
 * named in the manifest, in files of bounded size.
 */
export const ARCHIVE_FORMAT = 2;
export const KNOWN_FORMATS: readonly (number | undefined)[] = [undefined, ARCHIVE_FORMAT];

/** The records of a series after `apres`, up to and with `jusqua`; none where both are the same. */
export interface Range {
  readonly serie: string;
  readonly apres: Mark;
  readonly jusqua: Mark;
}

export interface ArchivedFile {
  readonly nom: string;
  readonly octets: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

export interface Manifest {
  readonly format?: number;
  readonly periode: string;
  /** First and last moment (exclusive) of the period, RFC 3339. */
  readonly du: string;
  readonly au: string;
  /** Whether the period is closed: then its archive holds the same records whenever it is made. Unnamed in format 1. */
  readonly cloturee?: boolean;
  readonly cree_le: string;
  readonly logiciel: string;
  readonly cle_id: string;
  /** Unnamed in format 1. */
  readonly series?: readonly Range[];
  readonly fichiers: readonly ArchivedFile[];
}

/** A record of a series that the manifest does not name. */
export interface Outside {
  readonly broken: "outside";
}

/** Walks all series of an archive side by side, each from where the manifest lets it begin. */
export class ArchivedSeries {
  readonly #ranges: ReadonlyMap<string, Range> | null;
  readonly #places = new Map<string, Place>();
  /** Gaps that a restoration explains. */
  jumps = 0;

  constructor({ series }: Pick<Manifest, "series">, readonly continuity: Continuity<unknown>) {
    this.#ranges = series === undefined ? null : new Map(series.map((range) => [range.serie, range]));
  }

  /** What is wrong with the next record, its signature aside; null for nothing. The one after it is judged by it all the same. */
  take(record: StoredRecord, sha256: string): Break | Outside | null {
    const { serie, seq } = record;
    const place = this.#places.get(serie) ?? this.#start(serie);
    const next = place === undefined ? { broken: "outside" } as const : follow(record, sha256, place, this.continuity);
    if ("broken" in next) {
      this.#places.set(serie, placeAfter(record, this.continuity));
      return next;
    }
    this.#places.set(serie, next);
    if (place && place.seq > 0 && seq !== place.seq + 1) this.jumps += 1;
    return null;
  }

  /** Ranges of which the last record is not there. */
  cutShort(): Range[] {
    return [...this.#ranges?.values() ?? []].filter(({ serie, apres, jusqua }) =>
      (this.#places.get(serie) ?? apres).signature !== jusqua.signature
    );
  }

  /** Null where nothing tells, undefined for a series that should not be there. */
  #start(serie: string): Place | null | undefined {
    if (this.#ranges === null) return null;
    const apres = this.#ranges.get(serie)?.apres;
    if (apres === undefined) return undefined;
    return apres.seq === BEGINNING.seq ? BEFORE_ALL : { ...apres, key: null, number: null };
  }
}
