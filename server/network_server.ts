/** NetworkServer: starts the server in the seed's order, and takes it apart again. */
import { fileURLToPath } from "node:url";
import { LIMITS } from "../shared/limits.ts";
import { SERVER } from "./database/actors.ts";
import type { DatabaseService } from "./database/service.ts";
import { withDeadline } from "./deadline.ts";
import { createHandler } from "./http/app.ts";
import type { Services } from "./http/context.ts";
import { Pressure } from "./http/pressure.ts";
import { brokenAnswer } from "./http/respond.ts";
import { makeParts, type Parts } from "./parts.ts";
import { fileAt } from "./place.ts";
import type { ServerOptions } from "./server_options.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

export class NetworkServer {
  private constructor(
    readonly options: ServerOptions,
    readonly parts: Parts,
    readonly timers: readonly ReturnType<typeof setInterval>[],
    readonly pressure: Pressure,
  ) {}

  get services(): Services {
    return this.parts.services;
  }

  /** Opens the database, answers on the port, and is ready; throws with nothing left running. */
  static async start(options: ServerOptions): Promise<NetworkServer> {
    const { listener, routes, page, version } = options;
    // 1. The database, and what stands on it.
    const parts = await makeParts(options);
    const { services, shop, integrity, archives, backupSchedule } = parts;
    const { database, hub, displays, logBug } = services;
    // Not at the start: a PC whose clock is a year ahead then is put right within minutes, and would have dropped it all.
    const passing = [setTimeout(() => prune(database), LIMITS.firstPruneMs), setInterval(() => prune(database), DAY_MS)];
    for (const timer of passing) Deno.unrefTimer(timer as unknown as number);
    const pressure = new Pressure((reason) => listener.renew(reason), options.libc);
    const server = new NetworkServer(options, parts, passing, pressure);
    try {
      archives.sweep();
      // 2. HTTP. 3. WebSocket. 4. Security: all of it stands in the one handler.
      hub.start();
      displays.start();
      await database.command("engine.note", SERVER, { kind: "server_started", detail: { version } });
      // After the first record, by which this shop's copies are told from others'.
      await shop.backups.start();
      listener.answer(createHandler({ services, routes, page }), (error) => {
        // Beyond the handler's own reach.
        logBug("-", error);
        return brokenAnswer();
      });
      parts.recent.start();
      backupSchedule.start();
      integrity.start();
      parts.chores.start();
      await parts.printing.start();
      await parts.cardPayments.start();
      await parts.vouchers.start();
      shop.headOffice.start();
      shop.publications.start();
      parts.secureDoor.start();
      // A device that opens the name asks for a certificate that has it.
      options.localName?.start(() => void parts.secureDoor.look());
      return server;
    } catch (error) {
      await server.stop();
      throw error;
    }
  }

  /** Answers what is under way, tells the tills, writes what is pending, closes the database. */
  async stop(): Promise<void> {
    const { hub, displays, sessions, refusals, database } = this.services;
    for (const timer of this.timers) clearInterval(timer);
    this.parts.integrity.stop();
    this.parts.recent.stop();
    this.parts.backupSchedule.stop();
    this.parts.chores.stop();
    this.parts.printing.stop();
    this.parts.cardPayments.stop();
    this.parts.shop.headOffice.stop();
    this.parts.shop.publications.stop();
    this.parts.secureDoor.stop();
    this.pressure.stop();
    this.services.flow.stop();
    this.services.connections.stop();
    this.services.disk.stop();
    // Its last word goes out while the tills are told.
    const goodbye = this.options.localName?.stop();
    displays.stop();
    await hub.stop();
    await withDeadline(Promise.resolve(goodbye), LIMITS.lastCallsMs);
    await withDeadline(this.options.listener.stop(), LIMITS.lastCallsMs);
    await refusals.stop();
    await sessions.stop();
    await database.command("engine.note", SERVER, { kind: "server_stopped", detail: {} }).catch(() => {});
    await this.parts.shop.close();
    this.parts.archives.sweep();
  }
}

function prune(database: DatabaseService): void {
  database.command("engine.prune", SERVER, null).catch((error: Error) => {
    console.error(`old idempotency keys were not dropped: ${error.message}`);
  });
}

/** Where the built page lies, in a checkout and inside the executable alike. */
export function pageFolder(): string {
  return fileURLToPath(fileAt("static/build"));
}
