/**
 * Takes what head office publishes, in its order: each as one command, or told as refused by another. What waits for its day is
 * taken when the shop's clock says so, whether head office can be reached then or not.
 */
import { AppError, type Bilingual, problem } from "../shared/errors.ts";
import { LIMITS } from "../shared/limits.ts";
import type { JsonValue } from "../shared/protocol.ts";
import { HEAD_OFFICE } from "./database/actors.ts";
import type { Application } from "./database/application.ts";
import type { DatabaseService } from "./database/service.ts";
import type { PublicationWork } from "./database/work.ts";
import type { PublishedLine } from "./head_office/published.ts";
import type { PutBackLine } from "./head_office/taken_book.ts";
import type { SessionManager } from "./security/session_manager.ts";
import { ToldOnce } from "./told_once.ts";

/** What names a publication: all that a refusal keeps of it. */
// A type, not an interface, so that it is JSON.
type Named = { readonly siege: string; readonly publication: number; readonly genre: string };

/** From this status on the server cannot do it now, whatever was published: it may pass. Below, it is the publication's own. */
const MAY_PASS = 500;

export class Publications {
  readonly #work: PublicationWork | null;
  #turn: Promise<void> = Promise.resolve();
  #timer: ReturnType<typeof setInterval> | null = null;
  #looking = false;
  /** When head office was heard last. */
  #heard = -Infinity;
  readonly #trouble = new ToldOnce();
  /** One that could not be taken now: those behind it wait until it is handed over again. */
  #awaited: Pick<Named, "siege" | "publication"> | null = null;
  /** What was not foreseen went wrong with this one when it was tried last. */
  #stumbled = "";

  /** `linked`: whether the shop has a head office: who has left it waits for nothing of it. */
  constructor(
    readonly database: Pick<DatabaseService, "ask" | "command">,
    readonly sessions: Pick<SessionManager, "dropUser">,
    application: Pick<Application, "publications">,
    readonly linked: () => boolean,
  ) {
    this.#work = application.publications;
  }

  start(): void {
    if (this.#work === null) return;
    this.#timer = setInterval(() => void this.#look(), LIMITS.publicationsLookMs);
    Deno.unrefTimer(this.#timer as unknown as number);
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }

  /** What is told twice, by two processes or after a restart, is taken once. */
  take({ siege, publication, after, kind, content, applies_from, published_at }: PublishedLine): void {
    const work = this.#work;
    // Beside a running server nobody takes anything.
    if (work === null || this.#timer === null) return;
    const named = { siege, publication, genre: kind, a_partir_de: applies_from, publiee_le: published_at };
    this.#heard = performance.now();
    this.#inTurn(async () => {
      // The shop's place would move past it.
      if (this.#awaited?.siege === siege && after >= this.#awaited.publication) return;
      this.#awaited = { siege, publication };
      // A server that was off when a day came has what was published since before it has looked.
      await this.#fallDue(work, { avant: { a_partir_de: applies_from, publiee_le: published_at } });
      await this.#done(work, work.take, named, { ...named, contenu: content });
      this.#awaited = null;
    });
  }

  /** Head office has no more what was taken last: its database was put back to an earlier state. */
  putBack({ siege, publication, publiee_le, common }: PutBackLine): void {
    const work = this.#work;
    if (work === null || this.#timer === null) return;
    this.#inTurn(async () => {
      this.#awaited = null;
      const { body } = await this.database.command(work.setAside, HEAD_OFFICE, {
        siege,
        publication,
        publiee_le,
        commune: common,
      });
      if (Number(body) > 0) {
        console.error(`${LOST}: ${body}, behind ${common} and up to ${publication}. What they did here stays.`);
      }
    });
  }

  /** Nothing of head office is waited for any more. */
  async leave(): Promise<void> {
    // What was heard of before it left is taken first: kept for its day afterwards, it would wait for the next head office.
    await this.#turn;
    if (this.#work !== null) await this.database.command(this.#work.leave, HEAD_OFFICE, {});
  }

  async #look(): Promise<void> {
    const work = this.#work;
    if (this.#looking || work === null || !this.linked()) return;
    // While more comes, what was to count before may be among it.
    if (performance.now() - this.#heard < LIMITS.publicationsLookMs) return;
    this.#looking = true;
    await this.#inTurn(() => this.#fallDue(work, {}));
    this.#looking = false;
  }

  async #fallDue(work: PublicationWork, asked: JsonValue): Promise<void> {
    for (let done = "";;) {
      const due = await this.database.ask(work.due, HEAD_OFFICE, asked);
      // What was done and is due still would be due for ever.
      if (due === "null" || due === done || this.#timer === null) return;
      const named = JSON.parse(due) as Named;
      await this.#done(work, work.fallDue, named, named);
      done = due;
    }
  }

  #inTurn(deed: () => Promise<void>): Promise<void> {
    this.#turn = this.#turn.then(deed).then(
      () => this.#trouble.over(),
      (error: Error) => this.#trouble.tell(`What head office published was not taken: ${error.message}`),
    );
    return this.#turn;
  }

  /** Throws what may pass. What was not foreseen may, once: the second time it would keep what follows waiting for ever. */
  #refusalOf(error: unknown, { siege, publication }: Named): Bilingual {
    if (error instanceof AppError && error.status >= MAY_PASS) throw error;
    if (error instanceof AppError) return sentenceOf(error);
    const before = this.#stumbled;
    this.#stumbled = `${siege} ${publication}`;
    if (before !== this.#stumbled) throw error;
    console.error((error as Error).message);
    return sentenceOf(INTERNAL);
  }

  async #done(work: PublicationWork, command: string, named: Named, input: JsonValue): Promise<void> {
    try {
      const { body } = await this.database.command(command, HEAD_OFFICE, input);
      for (const person of (JSON.parse(body) as { exclus: number[] }).exclus) this.sessions.dropUser(person, null);
    } catch (error) {
      const { fr, en } = this.#refusalOf(error, named);
      await this.database.command(work.refuse, HEAD_OFFICE, { ...named, motif: fr, motif_en: en });
      console.error(`Head office's publication ${named.publication} (${named.genre}) was refused: ${en}`);
    }
  }
}

const LOST = "Head office's database was put back to an earlier state, and has publications no more that were taken here";

/** Of what nobody foresaw. */
const INTERNAL = new AppError("internal");

function sentenceOf({ code, extras }: AppError): Bilingual {
  const { reason } = extras as { readonly reason?: Bilingual };
  if (code === "constraint_violation" && typeof reason === "object") return reason;
  return { fr: problem(code, extras, "fr").detail, en: problem(code, extras, "en").detail };
}
