/**
 * Restoring a backup opens a new segment: every series and every till goes on after the highest that
 * anybody knows of, and one signed record says from where to where. A gap that no such record
 * explains is a hole.
 */
import { OTHER_SERIES } from "../../../shared/fiscal_continuity.ts";
import { EVENTS, RESTORATION } from "../../../shared/fiscal_record.ts";
import type { JsonValue } from "../../../shared/protocol.ts";
import type { Read, Tx } from "../../database/application.ts";
import type { FiscalJournal } from "./journal.ts";
import { raiseNumbers, raiseSeries } from "./floors.ts";
import { asMemory, type ClosingStand, type FiscalMemory, fiscalMemory } from "./memory.ts";

/** Where what was lost could not be read, series go on after the next multiple: nobody writes so many between a backup and its loss. */
const SEGMENT = 1_000_000;

/** What the engine tells of a database that another has replaced. */
export interface Replaced {
  /** The head of the journal that was left behind; 0 and "" when it could not be read. */
  readonly left_seq: number;
  readonly left_hash: string;
  /** What was remembered of it: by itself, and beside it. */
  readonly known: readonly JsonValue[];
  /** Whether it could be read: then nothing was given that is not known. */
  readonly whole: boolean;
  /** The last printed number per till, as the owner read them. */
  readonly last_numbers: Readonly<Record<string, number>>;
  /** Who had it done from the console's page; whoever sits at the PC, without. */
  readonly by?: string;
}

export interface SeriesResumed {
  readonly serie: string;
  readonly repris: { readonly seq: number; readonly signature: string } | null;
  readonly laisse: { readonly seq: number; readonly signature: string } | null;
  readonly suite: number;
}

export interface TillResumed {
  /** `C1`, or `F-C1` for practice. */
  readonly caisse: string;
  readonly repris: number;
  readonly laisse: number | null;
  readonly saisi: number | null;
  readonly suite: number;
}

/** The record itself. */
export interface RestorationRecord {
  readonly code: number;
  readonly par: string;
  readonly journal_laisse: { readonly seq: number; readonly empreinte: string } | null;
  readonly base_lue: boolean;
  readonly cloture_laissee: ClosingStand | null;
  readonly series: readonly SeriesResumed[];
  readonly caisses: readonly TillResumed[];
}

export function recordRestoration(tx: Tx, fiscal: FiscalJournal, replaced: Replaced): void {
  const here = fiscalMemory(tx.all);
  const left = replaced.known.flatMap((known) => asMemory(known) ?? []);
  const series = resumeSeries(here, left, replaced.whole);
  const caisses = resumeTills(here, left, replaced.last_numbers);
  raiseSeries(tx, here, series.map(({ serie, suite }) => [serie, suite - 1]));
  raiseNumbers(tx, here, caisses.map(({ caisse, suite }) => [caisse, suite - 1]));
  const closings = left.flatMap(({ cloture }) => cloture ?? []).sort((a, b) => a.periode < b.periode ? 1 : -1);
  const record: RestorationRecord = {
    code: 260,
    par: replaced.by ?? tx.actor.username,
    journal_laisse: replaced.left_seq === 0 ? null : { seq: replaced.left_seq, empreinte: replaced.left_hash },
    base_lue: replaced.whole,
    cloture_laissee: closings[0] ?? null,
    series,
    caisses,
  };
  fiscal.append(tx, EVENTS, RESTORATION, record as unknown as JsonValue);
}

function resumeSeries(here: FiscalMemory, left: readonly FiscalMemory[], whole: boolean): SeriesResumed[] {
  const all = [here, ...left].flatMap(({ series }) => series);
  const names = new Set(all.map(({ serie }) => serie));
  if (!whole) names.add(OTHER_SERIES);
  return [...names].sort().map((serie) => {
    const highest = Math.max(0, ...all.filter((one) => one.serie === serie).map(({ seq, plancher }) => Math.max(seq, plancher)));
    const repris = here.series.find((one) => one.serie === serie && one.seq > 0);
    const laisse = left.flatMap(({ series }) => series).filter((one) => one.serie === serie && one.seq > 0)
      .sort((a, b) => b.seq - a.seq)[0];
    return {
      serie,
      repris: repris === undefined ? null : { seq: repris.seq, signature: repris.signature },
      laisse: laisse === undefined ? null : { seq: laisse.seq, signature: laisse.signature },
      suite: (whole ? highest : (Math.floor(highest / SEGMENT) + 1) * SEGMENT) + 1,
    };
  });
}

function resumeTills(
  here: FiscalMemory,
  left: readonly FiscalMemory[],
  given: Readonly<Record<string, number>>,
): TillResumed[] {
  const all = [here, ...left].flatMap(({ caisses }) => caisses);
  const names = new Set([...all.map(({ caisse }) => caisse), ...Object.keys(given)]);
  return [...names].sort().map((caisse) => {
    const highest = (stands: FiscalMemory["caisses"]) =>
      Math.max(0, ...stands.filter((one) => one.caisse === caisse).map(({ numero, plancher }) => Math.max(numero, plancher)));
    const laisse = highest(left.flatMap(({ caisses }) => caisses));
    const saisi = given[caisse] ?? null;
    return {
      caisse,
      repris: here.caisses.find((one) => one.caisse === caisse)?.numero ?? 0,
      laisse: laisse === 0 ? null : laisse,
      saisi,
      suite: Math.max(highest(all), saisi ?? 0) + 1,
    };
  });
}

/** The number that each till gives next. */
export function nextNumbers(read: Read): { caisse: string; repris: number; suite: number }[] {
  return fiscalMemory(read).caisses
    .map(({ caisse, numero, plancher }) => ({ caisse, repris: numero, suite: Math.max(numero, plancher) + 1 }));
}
