/** What a closing and what waits for one say on the wire: the server sums it, the owner's pages show it. */

/** A period that no closing holds, or not all of it, with what came in so far. */
export interface DuePeriod {
  readonly periode: string;
  readonly tickets: number;
  /** Cents. */
  readonly total_ttc: number;
  /** It supplements a closing: a day that went on after its Z, or a clock that was ahead. */
  readonly complement: boolean;
}

export interface DuePeriods {
  /** The shop's date. */
  readonly aujourdhui: string;
  readonly jours: readonly DuePeriod[];
  readonly mois: readonly DuePeriod[];
  readonly annees: readonly DuePeriod[];
}

/** Cents, of a period: what is outside VAT stands beside it. */
export interface Turnover {
  readonly tickets: number;
  readonly total_ttc: number;
  readonly total_ht: number;
  readonly total_tva: number;
  /** Sales and refunds, each without its sign. */
  readonly total_absolu: number;
  /** Tickets that gave back, and what. */
  readonly avoirs: number;
  readonly avoirs_ttc: number;
}
