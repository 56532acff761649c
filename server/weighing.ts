/** Weighing beside everything else: a scale is asked by one at a time, and whoever comes meanwhile shares the next answer. */
import { SERVER } from "./database/actors.ts";
import type { Application } from "./database/application.ts";
import type { DatabaseService } from "./database/service.ts";
import type { Weighing } from "./devices/weighing.ts";
import { Turns } from "./turns.ts";

/** What came of weighing on one of the shop's scales. */
export interface FoundScale {
  readonly name: string;
  readonly weighing: Weighing;
}

export class Scales {
  readonly #turns = new Turns<string>();
  /** By address: what begins after what was begun, which is nobody's past. */
  readonly #next = new Map<string, Promise<Weighing>>();

  constructor(readonly database: Pick<DatabaseService, "ask">, readonly known: Application["scales"]) {}

  /** How each scale answers, asked now, of all at once. */
  async standings(): Promise<readonly FoundScale[]> {
    if (this.known === null) return [];
    const known = JSON.parse(await this.database.ask(this.known, SERVER, {})) as readonly { name: string; address: string }[];
    return await Promise.all(known.map(async ({ name, address }) => ({ name, weighing: await this.weigh(address) })));
  }

  /** What lies there, asked after this was called. */
  weigh(address: string): Promise<Weighing> {
    const next = this.#next.get(address) ?? this.#turns.take(address, async () => {
      this.#next.delete(address);
      // Only a shop that has a scale pays for what knows one.
      const { weigh } = await import("./devices/scale.ts");
      return await weigh(address);
    });
    this.#next.set(address, next);
    return next;
  }
}
