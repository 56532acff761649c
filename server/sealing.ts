/**
 * Moves the journal of years past into sealed files, while the shop works: each file is whole, looked through and on disk before a
 * record says so, and that record is on disk before the database drops what the file holds. Wherever it ends, it is begun again.
 */
import { AppError, type Bilingual } from "../shared/errors.ts";
import { LIMITS } from "../shared/limits.ts";
import type { JsonValue } from "../shared/protocol.ts";
import type { Actor, Application, SealableYear } from "./database/application.ts";
import { type Clock, momentOf } from "./database/clock.ts";
import { freeBytes } from "./database/files/disk_space.ts";
import { type Seal, SEALS, UNDROPPED } from "./database/journal/seals.ts";
import type { Hear } from "./database/progress.ts";
import type { YearToSeal } from "./database/sealing/years_to_seal.ts";
import type { DatabaseService } from "./database/service.ts";
import type { HeadOfficeLink } from "./head_office_link.ts";
import type { LongWork } from "./long_work.ts";
import { refusalOf, refused } from "./sealing_refusal.ts";
import type { Dropping } from "./security/journal_commands.ts";

type SealedFile = Pick<Seal, "name" | "year" | "first_seq" | "last_seq" | "size_bytes">;

export interface SealingDone {
  /** The files that were made now. */
  readonly sealed: readonly SealedFile[];
}

/** How the last one ended that was begun and not waited for. */
export interface SealingTried {
  /** RFC 3339. */
  readonly at: string;
  /** Why not all was sealed; null when it was. */
  readonly failed: Bilingual | null;
}

export interface SealingState {
  readonly sealed: readonly SealedFile[];
  /** That may be sealed, the first of them first: each goes with those before it. */
  readonly years: readonly YearToSeal[];
  /** Why no further year may be. */
  readonly refused: Bilingual | null;
  readonly busy: boolean;
  readonly last: SealingTried | null;
}

/** What the application answers. */
interface Sealable {
  readonly refus: Bilingual | null;
  readonly annees: readonly SealableYear[];
}

export class Sealing {
  #busy = false;
  #last: SealingTried | null = null;
  /** What years past are like: records that are there do not change. */
  #found: { readonly key: string; readonly years: readonly YearToSeal[] } | null = null;

  constructor(
    readonly database: DatabaseService,
    readonly longWork: LongWork,
    readonly headOffice: Pick<HeadOfficeLink, "status">,
    readonly question: Application["sealable"],
    readonly clock: Clock,
  ) {}

  /** What is sealed, and what may be. */
  async state(actor: Actor): Promise<SealingState> {
    const sealed = await this.database.read<Seal>(SEALS);
    const { refus, annees } = await this.#sealable(null, sealed.at(-1), actor);
    const key = JSON.stringify([sealed.length, annees]);
    if (this.#found?.key !== key) {
      this.#found = { key, years: annees.length === 0 ? [] : await this.longWork.yearsToSeal(annees) };
    }
    const { years } = this.#found;
    return { sealed: sealed.map(toldOf), years, refused: refus, busy: this.#busy, last: this.#last };
  }

  /** All years up to this one. Throws `seal_refused` with why not: what is sealed until then stays so; `busy` while another is under way. */
  async through(annee: number, actor: Actor): Promise<SealingDone> {
    return await (await this.#begun(annee, actor)).done;
  }

  /** Answers the years that are being sealed from now on, or throws as `through` does; how it ends, `state` tells. */
  async begin(annee: number, actor: Actor): Promise<readonly number[]> {
    const { years, done } = await this.#begun(annee, actor);
    done.then(() => this.#last = { at: momentOf(this.clock), failed: null }, (error: AppError) => {
      this.#last = { at: momentOf(this.clock), failed: error.extras["reason"] as unknown as Bilingual };
    });
    return years.map(({ year }) => year);
  }

  async #begun(annee: number, actor: Actor): Promise<{ years: readonly SealableYear[]; done: Promise<SealingDone> }> {
    if (this.#busy) throw new AppError("busy");
    this.#busy = true;
    try {
      const before = (await this.database.read<Seal>(SEALS)).at(-1);
      const { refus, annees } = await this.#sealable(annee, before, actor);
      if (refus !== null) throw new AppError("seal_refused", { reason: refus });
      if (annees.length > 0) this.#requireSent(0);
      const done = this.longWork.underWay.while("sealing", (hear) => this.#sealAll(annees, actor, hear))
        .catch((error: Error) => {
          throw refusalOf(error);
        }).finally(() => this.#busy = false);
      return { years: annees, done };
    } catch (error) {
      this.#busy = false;
      throw error;
    }
  }

  async #sealAll(years: readonly SealableYear[], actor: Actor, hear: Hear): Promise<SealingDone> {
    // A piece that was cut off comes first.
    await this.#drop(actor, hear);
    const sealed: Seal[] = [];
    for (const year of years) {
      const seal = await this.#seal(year, actor, hear);
      if (seal !== null) sealed.push(seal);
    }
    return { sealed: sealed.map(toldOf) };
  }

  /** Up to this year, or as far as may be; `before` is the last seal there is. */
  async #sealable(annee: number | null, before: Seal | undefined, actor: Actor): Promise<Sealable> {
    if (this.question === null) return { refus: null, annees: [] };
    const [next] = await this.database.read<{ at: string }>(
      "SELECT at FROM _journal WHERE seq > ? ORDER BY seq LIMIT 1",
      before?.last_seq ?? 0,
    );
    if (next === undefined) return { refus: null, annees: [] };
    const { refus, annees } = JSON.parse(await this.database.ask(this.question, actor, { annee, depuis: next.at })) as Sealable;
    // What a clock that was put back has dated into a sealed year stands behind it: it goes with the next one.
    return { refus, annees: annees.filter(({ year }) => year > (before?.year ?? -1)) };
  }

  async #seal(year: SealableYear, actor: Actor, hear: Hear): Promise<Seal | null> {
    const seal = await this.longWork.seal({ ...year, room: await this.#room() }, hear);
    if (seal === null) return null;
    this.#requireSent(seal.last_seq);
    await this.database.command("engine.journal_sealed", actor, seal as unknown as JsonValue);
    await this.#drop(actor, hear);
    return seal;
  }

  /** Head office is sent what stands in the database: what it lacks is not moved. */
  #requireSent(seq: number): void {
    const { status } = this.headOffice;
    if (status === null || (status.sent !== null && status.sent >= seq)) return;
    const { sent } = status;
    throw refused(
      `le siège n'a pas tout (${sent ?? "personne ne sait combien"}) : laissez le serveur travailler jusque-là, puis scellez`,
      `head office does not have all of it (${sent ?? "nobody knows how much"}): let the server run until it has, then seal`,
    );
  }

  /** Bytes that a file may take: those that payments need stay free. null where nobody can tell. */
  async #room(): Promise<number | null> {
    const free = await freeBytes(this.longWork.folder.path);
    return free === null ? null : Math.max(0, free - LIMITS.sealRoomBytes);
  }

  /** Piece by piece, each a transaction of its own among the tills'. Not one where its file does not lie there as it was sealed: a copy that was restored may have come without. */
  async #drop(actor: Actor, hear: Hear): Promise<void> {
    if ((await this.database.read(UNDROPPED)).length === 0) return;
    const missing = (await this.longWork.sealedMissing()).map((name) => `journal/${name}`).join(", ");
    if (missing !== "") {
      throw refused(
        `${missing} n'est pas là tel qu'il a été scellé : remettez-le d'abord depuis une sauvegarde, car la base a encore ce qui doit la quitter`,
        `${missing} is not there as it was sealed: put it back from a backup first, for the database still holds what is to be dropped`,
      );
    }
    let rest: Dropping | null = { step: "records", place: null };
    for (let done = 0; rest !== null; done++) {
      hear({ step: "drops", done, total: null });
      const { body } = await this.database.command("engine.journal_drop", actor, rest as unknown as JsonValue);
      rest = JSON.parse(body as string) as Dropping | null;
    }
  }
}

function toldOf({ name, year, first_seq, last_seq, size_bytes }: Seal): SealedFile {
  return { name, year, first_seq, last_seq, size_bytes };
}
