/**
 * The server that runs on a folder. It can be taken apart and begun anew in the same process: the folder stays this one's
 * meanwhile and nobody else opens it, and whoever watches the process, such as the system's services, sees it go on.
 */
import { LIMITS } from "../../shared/limits.ts";
import { settle } from "../database/files/replacement.ts";
import type { LastResort } from "../database/workers/casualties.ts";
import { withDeadline } from "../deadline.ts";
import type { Listener } from "../http/listener.ts";
import type { NetworkServer } from "../network_server.ts";
import type { RestoreTried } from "../restoring/restore_tried.ts";
import type { ServerOptions } from "../server_options.ts";
import type { Claim } from "./claim.ts";
import { Control } from "./control.ts";
import { sentence, storageSentence } from "./sentence.ts";
import { whenFree } from "./succession.ts";

export interface ServingOptions {
  readonly claim: Claim;
  readonly lastResort: LastResort;
  /** The port once more, after it was let go. */
  readonly listen: (port: number) => Listener;
  readonly make: (beginning: Pick<ServerOptions, "listener" | "restored" | "anew">) => Promise<NetworkServer>;
}

interface Running {
  readonly server: NetworkServer;
  readonly control: Control;
}

export class Serving {
  #again: Promise<void> = Promise.resolve();
  #stopping = false;

  private constructor(readonly options: ServingOptions, private running: Running | null) {}

  /** Throws with nothing left running but the listener. */
  static async begin(listener: Listener, options: ServingOptions): Promise<Serving> {
    const serving = new Serving(options, null);
    await serving.#open(listener, null);
    return serving;
  }

  /** null while it is taken apart. */
  get server(): NetworkServer | null {
    return this.running?.server ?? null;
  }

  /** For good; the folder is free then. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#again;
    await this.#end();
    this.options.claim.lock.release();
  }

  async #open(listener: Listener, restored: RestoreTried | null): Promise<void> {
    const { claim, make } = this.options;
    const server = await make({ listener, restored, anew: (meanwhile) => this.#beginAnew(meanwhile) });
    try {
      const control = Control.start(server);
      claim.lock.name(control.address, control.key);
      this.running = { server, control };
    } catch (error) {
      await server.stop();
      throw error;
    }
  }

  async #end(): Promise<void> {
    if (this.running === null) return;
    const { server, control } = this.running;
    await withDeadline(control.stop(), LIMITS.lastCallsMs);
    await server.stop();
    this.running = null;
  }

  /** Not while it stops for good: what was made ready is thrown away by whoever opens the folder next. */
  #beginAnew(meanwhile: () => Promise<RestoreTried>): void {
    if (!this.#stopping) this.#again = this.#anew(meanwhile);
  }

  async #anew(meanwhile: () => Promise<RestoreTried>): Promise<void> {
    const { claim, lastResort, listen } = this.options;
    const { port } = this.running!.server.options.listener;
    let why = `within ${LIMITS.restMs / 1000} s`;
    await withDeadline(this.#end().catch((error) => why = `(${(error as Error).message})`), LIMITS.restMs);
    // Whoever still has the database would write it behind the other's back: only the end of this process lets go of it.
    if (this.running !== null) {
      return lastResort.replace(`The shop did not come to rest ${why}, so no copy was put in its place: ask for it again`);
    }
    const restored = await meanwhile();
    if (this.#stopping) return;
    try {
      settle(claim.folder);
      const listener = await whenFree(() => listen(port));
      await this.#open(listener, restored).catch(async (error) => {
        await listener.stop();
        throw error;
      });
      console.log(`Comptoir goes on with ${restored.failed === null ? restored.file : "the shop as it was"}.`);
    } catch (error) {
      lastResort.end(storageSentence(error) ?? sentence(error));
    }
  }
}
