/** Printing beside everything else: what the application wants on paper is handed to the printers, one job at a time for each, after its commit. */
import { SERVER } from "./database/actors.ts";
import type { Application } from "./database/application.ts";
import type { DatabaseService } from "./database/service.ts";
import type { PaperDocument } from "./devices/document.ts";
import type { Printer } from "./devices/print.ts";

/** As the application's question answers it. */
interface Waiting {
  readonly job: number;
  /** Jobs of one queue wait for one another. */
  readonly queue: number;
  readonly printer: Printer;
  readonly document: PaperDocument;
}

export class Printing {
  /** Queues of which a job is on its way. */
  readonly #busy = new Set<number>();
  #runs = false;

  constructor(readonly database: Pick<DatabaseService, "ask" | "command">, readonly paper: Application["paper"]) {}

  /** What was on its way when the server ended is unknown; what was not begun is printed now. */
  async start(): Promise<void> {
    if (this.paper === null) return;
    this.#runs = true;
    // A disk without room stops printing, not the shop.
    await this.database.command(this.paper.resume, SERVER, {}).catch((error) => this.#tell(error));
    void this.#look();
  }

  /** No job is begun any more; one that is on its way is unknown at the next start, unless it ends before. */
  stop(): void {
    this.#runs = false;
  }

  /** To be told of the tables that were changed. */
  changed(tables: readonly string[]): void {
    if (this.paper !== null && tables.includes(this.paper.table)) void this.#look();
  }

  async #look(): Promise<void> {
    if (!this.#runs || this.paper === null) return;
    try {
      const waiting = JSON.parse(await this.database.ask(this.paper.waiting, SERVER, {})) as readonly Waiting[];
      for (const one of waiting) if (!this.#busy.has(one.queue)) void this.#print(one, this.paper);
    } catch (error) {
      this.#tell(error);
    }
  }

  async #print({ job, queue, printer, document }: Waiting, { begin, end }: NonNullable<Application["paper"]>): Promise<void> {
    this.#busy.add(queue);
    try {
      // Only a shop that has a printer pays for what knows one.
      const { print } = await import("./devices/print.ts");
      const outcome = await print(printer, document, async () => {
        if (!this.#runs) return false;
        return (await this.database.command(begin, SERVER, { id: job })).body === "true";
      });
      // null: it was not begun, and may be another's by now.
      if (outcome !== null) await this.database.command(end, SERVER, { id: job, outcome });
      this.#busy.delete(queue);
      void this.#look();
    } catch (error) {
      // What the database does not take now waits for the next change: asked again at once, it would be refused as often.
      this.#busy.delete(queue);
      this.#tell(error);
    }
  }

  #tell(error: unknown): void {
    if (this.#runs) console.error(`a print was not done: ${(error as Error).message}`);
  }
}
