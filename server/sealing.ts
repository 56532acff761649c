/**
 * Moves the journal of years past into sealed files, while the shop works: each file is whole, looked through and on disk before a
 * record says so, and that record is on disk before the database drops what the file holds. Wherever it ends, it is begun again.
 */
import { statfs } from "node:fs/promises";
import { LIMITS } from "../shared/limits.ts";
import type { JsonValue } from "../shared/protocol.ts";
import type { Actor, Application, SealableYear } from "./database/application.ts";
import { type Seal, SEALS, UNDROPPED } from "./database/journal/seals.ts";
import type { DatabaseService } from "./database/service.ts";
import type { HeadOfficeLink } from "./head_office_link.ts";
import type { LongWork } from "./long_work.ts";
import type { Dropping } from "./security/journal_commands.ts";

export interface SealingDone {
  /** The files that were made now. */
  readonly sealed: readonly Pick<Seal, "name" | "first_seq" | "last_seq" | "size_bytes">[];
}

export class Sealing {
  #busy = false;

  constructor(
    readonly database: DatabaseService,
    readonly longWork: LongWork,
    readonly headOffice: Pick<HeadOfficeLink, "status">,
    readonly question: Application["sealable"],
  ) {}

  /** All years up to this one. Throws why not: what is sealed until then stays so. */
  async through(annee: number, actor: Actor): Promise<SealingDone> {
    if (this.#busy) throw new Error("the journal is being sealed already");
    this.#busy = true;
    try {
      const years = await this.#years(annee, actor);
      // A piece that was cut off comes first.
      await this.#drop(actor);
      const sealed: Seal[] = [];
      for (const year of years) {
        const seal = await this.#seal(year, actor);
        if (seal !== null) sealed.push(seal);
      }
      return { sealed: sealed.map(({ name, first_seq, last_seq, size_bytes }) => ({ name, first_seq, last_seq, size_bytes })) };
    } finally {
      this.#busy = false;
    }
  }

  async #years(annee: number, actor: Actor): Promise<readonly SealableYear[]> {
    if (this.question === null) throw new Error("this application seals nothing");
    const before = (await this.database.read<Seal>(SEALS)).at(-1);
    const [next] = await this.database.read<{ at: string }>(
      "SELECT at FROM _journal WHERE seq > ? ORDER BY seq LIMIT 1",
      before?.last_seq ?? 0,
    );
    if (next === undefined) return [];
    const answer = await this.database.ask(this.question, actor, { annee, depuis: next.at });
    const { refus, annees } = JSON.parse(answer) as { refus: string | null; annees: SealableYear[] };
    if (refus !== null) throw new Error(refus);
    // What a clock that was put back has dated into a sealed year stands behind it: it goes with the next one.
    return annees.filter(({ year }) => year > (before?.year ?? -1));
  }

  async #seal(year: SealableYear, actor: Actor): Promise<Seal | null> {
    this.#requireSent(0);
    const seal = await this.longWork.seal({ ...year, room: await this.#room() });
    if (seal === null) return null;
    this.#requireSent(seal.last_seq);
    await this.database.command("engine.journal_sealed", actor, seal as unknown as JsonValue);
    await this.#drop(actor);
    return seal;
  }

  /** Head office is sent what stands in the database: what it lacks is not moved. */
  #requireSent(seq: number): void {
    const { status } = this.headOffice;
    if (status === null || (status.sent !== null && status.sent >= seq)) return;
    throw new Error(
      `head office does not have all of it (${
        status.sent ?? "nobody knows how much"
      }): let the server run until it has, then seal`,
    );
  }

  /** Bytes that a file may take: those that payments need stay free. null where nobody can tell. */
  async #room(): Promise<number | null> {
    const found = await statfs(this.longWork.folder.path).catch(() => null);
    return found && Math.max(0, found.bavail * found.bsize - LIMITS.sealRoomBytes);
  }

  /** Piece by piece, each a transaction of its own among the tills'. Not one where its file does not lie there as it was sealed: a copy that was restored may have come without. */
  async #drop(actor: Actor): Promise<void> {
    if ((await this.database.read(UNDROPPED)).length === 0) return;
    const missing = await this.longWork.sealedMissing();
    if (missing.length > 0) {
      throw new Error(
        `${
          missing.map((name) => `journal/${name}`).join(", ")
        } is not there as it was sealed: put it back from a backup first, ` +
          "for the database still holds what is to be dropped",
      );
    }
    let rest: Dropping | null = { step: "records", place: null };
    while (rest !== null) {
      const { body } = await this.database.command("engine.journal_drop", actor, rest as unknown as JsonValue);
      rest = JSON.parse(body as string) as Dropping | null;
    }
  }
}
