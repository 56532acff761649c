/** Printing beside everything else: what the application wants on paper is handed to the printers, one job at a time for each, after its commit. */
import { LIMITS } from "../shared/limits.ts";
import { SERVER } from "./database/actors.ts";
import type { Application } from "./database/application.ts";
import type { DatabaseService } from "./database/service.ts";
import type { PaperDocument } from "./devices/document.ts";
import type { Outcome } from "./devices/outcome.ts";
import type { Printer } from "./devices/print.ts";
import { ToldOnce } from "./told_once.ts";
import { Turns } from "./turns.ts";
import { untilKept } from "./until_kept.ts";
import type { Reachable, Standing } from "./devices/standing.ts";

/** As the application's question answers it. */
interface Waiting {
  readonly job: number;
  /** Jobs of one queue wait for one another. */
  readonly queue: number;
  readonly printer: Printer;
  readonly document: PaperDocument;
}

/** Likewise, of all printers. */
interface Known {
  readonly queue: number;
  readonly name: string;
  readonly printer: Reachable;
}

/** How one of the shop's printers is; `printing`: it was not asked, for it is at work. */
export interface FoundPrinter {
  readonly name: string;
  readonly standing: Standing | "printing";
}

type Work = NonNullable<Application["paper"]>;
/** Something went wrong on the way: where the job was begun, it may be on paper. */
const UNCLEAR: Outcome = { state: "unknown", reason: "cut" };

export class Printing {
  /** Queues of which a job is on its way. */
  readonly #busy = new Set<number>();
  /** At each printer: what is printed, and what it is asked between. */
  readonly #turns = new Turns<number>();
  #runs = false;
  /** What an earlier server left under way is ended: from then on what is under way is this one's. */
  #resumed = false;
  #looking = false;
  #lookAgain = false;
  #later: ReturnType<typeof setTimeout> | undefined;
  readonly #trouble = new ToldOnce();

  constructor(readonly database: Pick<DatabaseService, "ask" | "command">, readonly paper: Application["paper"]) {}

  /** What was on its way when the server ended is unknown; what was not begun is printed now. */
  async start(): Promise<void> {
    if (this.paper === null) return;
    this.#runs = true;
    try {
      if (await this.#resume(this.paper)) void this.#look();
    } catch (error) {
      // A disk without room stops printing, not the shop.
      this.#tell(error);
      this.#lookLater();
    }
  }

  /** Whether anything waits. */
  async #resume({ resume }: Work): Promise<boolean> {
    const { body } = await this.database.command(resume, SERVER, {});
    this.#resumed = true;
    return body !== "false";
  }

  /** No job is begun any more; one that is on its way is unknown at the next start, unless it ends before. */
  stop(): void {
    this.#runs = false;
    clearTimeout(this.#later);
  }

  /** How each printer is, asked now, of all at once. No job begins at one while it is asked: it hears one line at a time. */
  async standings(): Promise<readonly FoundPrinter[]> {
    if (this.paper === null) return [];
    const known = JSON.parse(await this.database.ask(this.paper.printers, SERVER, {})) as readonly Known[];
    return await Promise.all(known.map((one) => this.#standing(one)));
  }

  async #standing({ queue, name, printer }: Known): Promise<FoundPrinter> {
    const { standingOf } = await import("./devices/standing.ts");
    if (this.#busy.has(queue)) return { name, standing: "printing" };
    return { name, standing: await this.#turns.take(queue, () => standingOf(printer)) };
  }

  /** To be told of the tables that were changed. */
  changed(tables: readonly string[]): void {
    if (this.paper !== null && tables.includes(this.paper.table)) void this.#look();
  }

  /** 0 or 1, the level of the switch of the drawer that hangs on its cable, after what is being printed; null where it does not tell. */
  async drawerSwitch({ queue, printer }: Pick<Known, "queue" | "printer">): Promise<0 | 1 | null> {
    const { drawerSwitch } = await import("./devices/standing.ts");
    return await this.#turns.take(queue, () => drawerSwitch(printer));
  }

  /** One look at a time: what changes meanwhile is found by the next. */
  async #look(): Promise<void> {
    if (!this.#runs || this.paper === null) return;
    this.#lookAgain = true;
    if (this.#looking) return;
    this.#looking = true;
    try {
      if (!this.#resumed) await this.#resume(this.paper);
      while (this.#lookAgain && this.#runs) {
        this.#lookAgain = false;
        const busy = { busy: [...this.#busy] };
        const waiting = JSON.parse(await this.database.ask(this.paper.waiting, SERVER, busy)) as readonly Waiting[];
        for (const one of waiting) if (!this.#busy.has(one.queue)) void this.#print(one, this.paper);
      }
    } catch (error) {
      this.#tell(error);
      this.#lookLater();
    } finally {
      this.#looking = false;
    }
  }

  /** What waits may be the last that is printed for hours: nothing else may come that would make it be looked at. */
  #lookLater(): void {
    clearTimeout(this.#later);
    if (this.#runs) this.#later = setTimeout(() => void this.#look(), LIMITS.printAgainMs);
  }

  async #print(waiting: Waiting, work: Work): Promise<void> {
    const { job, queue } = waiting;
    this.#busy.add(queue);
    const outcome = await this.#printed(waiting, work).catch((error) => {
      this.#tell(error);
      return UNCLEAR;
    });
    // null: it was not begun, and may be another's by now.
    if (outcome !== null) await this.#keep(work.end, job, outcome);
    this.#busy.delete(queue);
    // What goes wrong each time is not tried without a pause.
    if (outcome === UNCLEAR) return this.#lookLater();
    if (outcome !== null) this.#trouble.over();
    void this.#look();
  }

  async #printed({ job, queue, printer, document }: Waiting, { begin }: Work): Promise<Outcome | null> {
    // Only a shop that has a printer pays for what knows one.
    const { print } = await import("./devices/print.ts");
    return await this.#turns.take(queue, () =>
      print(printer, document, async () => {
        if (!this.#runs) return false;
        return (await this.database.command(begin, SERVER, { id: job })).body === "true";
      }));
  }

  /** Its printer's next job waits as long. */
  #keep(end: string, id: number, outcome: Outcome): Promise<void> {
    return untilKept(() => this.database.command(end, SERVER, { id, outcome }), {
      pauseMs: LIMITS.printAgainMs,
      goesOn: () => this.#runs,
      failed: (error) => this.#tell(error),
    });
  }

  #tell(error: unknown): void {
    if (this.#runs) this.#trouble.tell(`a print was not done: ${(error as Error).message}`);
  }
}
