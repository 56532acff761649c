/** Card terminals beside everything else: what the application wants is asked after its commit, one conversation at each, and never twice. */
import { LIMITS } from "../shared/limits.ts";
import { SERVER } from "./database/actors.ts";
import type { Application } from "./database/application.ts";
import type { DatabaseService } from "./database/service.ts";
import type { CardOutcome, CardRequest, TrialOutcome } from "./devices/card_outcome.ts";
import type { CardTerminal } from "./devices/card_terminal.ts";
import { Turns } from "./turns.ts";
import { untilKept } from "./until_kept.ts";

/** As the application's question answers it. */
interface Waiting {
  readonly operation: string;
  /** It was begun: money may have moved. */
  readonly begun: boolean;
  readonly terminal: CardTerminal;
  /** null for a terminal that is tried out. */
  readonly request: CardRequest | null;
}

/** How one of the shop's terminals is; `paying`: it was not knocked at, for a customer stands before it. */
export interface FoundTerminal {
  readonly name: string;
  readonly standing: "there" | "away" | "paying";
}

type Work = NonNullable<Application["cards"]>;
type Place = Pick<CardTerminal, "host" | "port">;
const placeOf = ({ host, port }: Place) => `${host}:${port}`;

export class CardPayments {
  readonly #underWay = new Set<string>();
  /** Places of terminals that are being spoken to. */
  readonly #speaking = new Set<string>();
  /** At each of them: what is asked of it, and what it is knocked at between. */
  readonly #turns = new Turns<string>();
  #runs = false;
  #later: ReturnType<typeof setTimeout> | undefined;

  constructor(readonly database: Pick<DatabaseService, "ask" | "command">, readonly work: Application["cards"]) {}

  /** What was under way when the server ended is unknown, and what was not begun is not begun any more. */
  async start(): Promise<void> {
    if (this.work === null) return;
    this.#runs = true;
    await this.database.command(this.work.resume, SERVER, {}).catch((error) => {
      this.#tell(error);
      void this.#look();
    });
  }

  /** Nothing is begun any more; what is under way is unknown at the next start, unless it ends before. */
  stop(): void {
    this.#runs = false;
    clearTimeout(this.#later);
  }

  /** To be told of the tables that were changed. */
  changed(tables: readonly string[]): void {
    if (this.work !== null && tables.includes(this.work.table)) void this.#look();
  }

  /** Whether each terminal is there, now, of all at once: by knocking, not a byte is sent. No operation begins at one meanwhile. */
  async standings(): Promise<readonly FoundTerminal[]> {
    if (this.work === null) return [];
    const known = JSON.parse(await this.database.ask(this.work.terminals, SERVER, {})) as readonly ({ name: string } & Place)[];
    return await Promise.all(known.map(async ({ name, ...place }) => ({ name, standing: await this.#standing(place) })));
  }

  async #standing(place: Place): Promise<FoundTerminal["standing"]> {
    const { isThere } = await import("./devices/card_terminal.ts");
    if (this.#speaking.has(placeOf(place))) return "paying";
    return await this.#turns.take(placeOf(place), () => isThere(place)) ? "there" : "away";
  }

  async #look(): Promise<void> {
    if (!this.#runs || this.work === null) return;
    try {
      const waiting = JSON.parse(await this.database.ask(this.work.waiting, SERVER, {})) as readonly Waiting[];
      for (const one of waiting) {
        if (this.#underWay.has(one.operation)) continue;
        void (one.begun ? this.#doubt(one, this.work) : this.#ask(one, this.work));
      }
    } catch (error) {
      this.#tell(error);
      this.#lookLater();
    }
  }

  /** What was asked for waits with a customer before it: nothing else may come that would make it be looked at. */
  #lookLater(): void {
    clearTimeout(this.#later);
    if (this.#runs) this.#later = setTimeout(() => void this.#look(), LIMITS.cardKeepMs);
  }

  /** Nobody speaks for it: that it was begun was kept and the answer to that lost, or it was not ended by the start. */
  async #doubt({ operation, request }: Waiting, { end }: Work): Promise<void> {
    this.#underWay.add(operation);
    try {
      await this.#keep(end, operation, request === null ? "away" : { state: "unknown", reason: "cut" });
    } finally {
      this.#underWay.delete(operation);
    }
  }

  async #ask({ operation, terminal, request }: Waiting, { begin, end }: Work): Promise<void> {
    const place = placeOf(terminal);
    this.#underWay.add(operation);
    this.#speaking.add(place);
    try {
      // Only a shop that has a terminal pays for what knows one.
      const { askTerminal, tryTerminal } = await import("./devices/card_terminal.ts");
      const begun = async () => this.#runs && (await this.database.command(begin, SERVER, { id: operation })).body === "true";
      const outcome = await this.#turns.take(
        place,
        async () =>
          request === null ? await begun() ? await tryTerminal(terminal) : null : await askTerminal(terminal, request, begun),
      );
      if (outcome !== null) await this.#keep(end, operation, outcome);
      // An earlier try may have begun it after all, and its answer was lost while this one asked: then nobody speaks for it.
      else this.#lookLater();
    } catch (error) {
      this.#tell(error);
      this.#lookLater();
    } finally {
      this.#speaking.delete(place);
      this.#underWay.delete(operation);
    }
  }

  #keep(end: string, id: string, outcome: CardOutcome | TrialOutcome): Promise<void> {
    return untilKept(() => this.database.command(end, SERVER, { id, outcome }), {
      pauseMs: LIMITS.cardKeepMs,
      goesOn: () => this.#runs,
      failed: (error) => this.#tell(error),
    });
  }

  #tell(error: unknown): void {
    if (this.#runs) console.error(`a card payment was not kept: ${(error as Error).message}`);
  }
}
