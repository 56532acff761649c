/** NetworkServer: puts the parts of the server together in the seed's order, and takes them apart again. */
import { join } from "node:path";
import { LIMITS } from "../shared/limits.ts";
import type { Application } from "./database/application.ts";
import { DiskSpace } from "./database/files/disk_space.ts";
import type { Clock } from "./database/clock.ts";
import { SERVER } from "./database/actors.ts";
import type { LastResort } from "./database/workers/casualties.ts";
import { DataFolder } from "./database/files/folder.ts";
import { readSchema } from "./database/schema/schema.ts";
import type { DatabaseService } from "./database/service.ts";
import { openReader } from "./database/sql/sqlite.ts";
import { createHandler } from "./http/app.ts";
import type { Services } from "./http/context.ts";
import { Connections } from "./http/connections.ts";
import { Flow } from "./http/flow.ts";
import type { Libc } from "./http/libc.ts";
import type { Listener } from "./http/listener.ts";
import { Pressure } from "./http/pressure.ts";
import { Metrics } from "./http/request_metrics.ts";
import { Hub } from "./realtime/hub.ts";
import { Hosts, lanAddresses } from "./security/hosts.ts";
import { Callers } from "./security/mode.ts";
import { RequestThrottle } from "./security/throttle.ts";
import { Archives } from "./archives.ts";
import { withDeadline } from "./deadline.ts";
import { Integrity } from "./integrity.ts";
import { type OpenShop, openShop, type ShopOptions } from "./open_shop.ts";

export interface ServerOptions {
  /** The port, which is held already. */
  readonly listener: Listener;
  readonly folder: DataFolder;
  readonly application: Application;
  readonly singleMachine: boolean;
  readonly allowedHosts: readonly string[];
  /** The origin that browsers see behind a proxy; null without one. */
  readonly publicOrigin: string | null;
  /** Addresses of proxies whose word on the caller is taken. */
  readonly trustedProxies: readonly string[];
  /** Requests a minute for one session; 0 is no limit. */
  readonly rateLimit: number;
  readonly version: string;
  /** The folder of the built page. */
  readonly page: string;
  readonly processes: ShopOptions["processes"];
  readonly warning: string | null;
  readonly clock: Clock;
  readonly lastResort: LastResort;
  /** What the system tells of our connections; null where it does not. */
  readonly libc: Libc | null;
}

const DAY_MS = 24 * 60 * 60 * 1000;

export class NetworkServer {
  private constructor(
    readonly options: ServerOptions,
    readonly services: Services,
    readonly shop: OpenShop,
    readonly timers: readonly ReturnType<typeof setInterval>[],
    readonly integrity: Integrity,
    readonly archives: Archives,
    readonly pressure: Pressure,
  ) {}

  /** Opens the database, answers on the port, and is ready; throws with nothing left running. */
  static async start(options: ServerOptions): Promise<NetworkServer> {
    const { folder, application, clock, listener } = options;
    const { scheme, port } = listener;
    const disk = await DiskSpace.watch(folder.path);
    // 1. The database.
    const shop = await openShop({
      ...options,
      disk,
      journalBytesPerMinute: options.rateLimit === 0 ? null : options.rateLimit * LIMITS.journalBytesPerRequest,
    });
    const { database, sessions, accounts, refusals, longWork } = shop;
    let epoch: { value: string } | undefined;
    try {
      await sessions.start();
      [epoch] = await database.read<{ value: string }>("SELECT value FROM _meta WHERE name = 'epoch'");
    } catch (error) {
      await shop.close();
      throw error;
    }
    const hub = new Hub(database, application.rights, epoch!.value, clock.now);
    const { table: team } = application.people;
    database.onCommit = (commits, head) => {
      hub.publish(commits, head);
      if (team !== null && commits.some(({ changed }) => changed.tables.includes(team))) void sessions.readNames();
    };
    database.onUntold = (head) => {
      hub.lost(head);
      void sessions.readNames();
    };
    sessions.onRename = () => hub.renamed();
    sessions.onEnd = (session) => hub.endSession(session);
    const callers = new Callers(options.trustedProxies);
    const services: Services = {
      database,
      sessions,
      accounts,
      refusals,
      flow: new Flow(),
      connections: new Connections(options.libc, () => port, (address) => callers.isProxy(address)),
      hub,
      requests: new RequestThrottle(options.rateLimit),
      hosts: new Hosts(options.allowedHosts, scheme, clock.elapsed, options.publicOrigin),
      callers,
      metrics: new Metrics(),
      rules: application.rules,
      version: options.version,
      startedAt: clock.elapsed(),
      clock,
      timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
      // Behind a proxy the tills open what it shows them.
      tillUrls: () =>
        options.publicOrigin !== null
          ? [options.publicOrigin]
          : lanAddresses().map((address) => `${scheme}://${address}:${port}`),
      ownerUrl: () => `${scheme}://localhost:${port}`,
      warning: options.warning,
      disk,
      logBug: (requestId, error) => console.error(`[${requestId}]`, error),
    };
    // Not at the start: a PC whose clock is a year ahead then is put right within minutes, and would have dropped it all.
    const passing = [setTimeout(() => prune(database), LIMITS.firstPruneMs), setInterval(() => prune(database), DAY_MS)];
    for (const timer of passing) Deno.unrefTimer(timer as unknown as number);
    const integrity = new Integrity(database, longWork);
    const archives = new Archives(folder, longWork, options.version, clock, options.page, disk);
    const pressure = new Pressure((reason) => listener.renew(reason), options.libc);
    const server = new NetworkServer(options, services, shop, passing, integrity, archives, pressure);
    try {
      server.archives.sweep();
      // 2. HTTP. 3. WebSocket. 4. Security: all of it stands in the one handler.
      hub.start();
      await database.command("engine.note", SERVER, { kind: "server_started", detail: { version: options.version } });
      listener.answer(
        handlerOf(server),
        (error) => unanswered(services, error),
      );
      integrity.start();
      return server;
    } catch (error) {
      await server.stop();
      throw error;
    }
  }

  /** Answers what is under way, tells the tills, writes what is pending, closes the database. */
  async stop(): Promise<void> {
    const { hub, sessions, refusals, database } = this.services;
    for (const timer of this.timers) clearInterval(timer);
    this.integrity.stop();
    this.pressure.stop();
    this.services.flow.stop();
    this.services.connections.stop();
    this.services.disk.stop();
    await hub.stop();
    await withDeadline(this.options.listener.stop(), LIMITS.lastCallsMs);
    await refusals.stop();
    await sessions.stop();
    await database.command("engine.note", SERVER, { kind: "server_stopped", detail: {} }).catch(() => {});
    await this.shop.close();
    this.archives.sweep();
  }
}

function handlerOf({ options, services, integrity, archives, shop }: NetworkServer) {
  const db = openReader(options.folder.database);
  const schema = readSchema(db);
  db.close();
  return createHandler({
    services,
    schema,
    rights: options.application.rights,
    endpoints: options.application.endpoints,
    page: options.page,
    makeArchive: (periode, signal) => archives.make(periode, signal),
    exportJournal: (search, form, gzip) => shop.longWork.export(search, form, gzip),
    verifyJournal: () => integrity.all(),
  });
}

/** Beyond the handler's own reach: what is answered must say nothing. */
function unanswered(services: Services, error: unknown): Response {
  services.logBug("-", error);
  return new Response('{"type":"urn:comptoir:error:internal","title":"Server error","status":500,"code":"internal"}', {
    status: 500,
    headers: { "content-type": "application/problem+json" },
  });
}

function prune(database: DatabaseService): void {
  database.command("engine.prune", SERVER, null).catch((error: Error) => {
    console.error(`old idempotency keys were not dropped: ${error.message}`);
  });
}

/** Where the built page lies, in a checkout and inside the executable alike. */
export function pageFolder(): string {
  return join(import.meta.dirname!, "..", "static", "build");
}
