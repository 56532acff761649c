/** The parts of a running server, made in order and told of each other. */
import { resolve } from "node:path";
import { LIMITS } from "../shared/limits.ts";
import type { JsonValue } from "../shared/protocol.ts";
import { Archives } from "./archives.ts";
import { BackupSchedule } from "./backup_schedule.ts";
import { CardPayments } from "./card_payments.ts";
import { Chores } from "./chores.ts";
import type { Application } from "./database/application.ts";
import { DiskSpace } from "./database/files/disk_space.ts";
import { findingsOf } from "./doctor.ts";
import { factsOf } from "./doctor_facts.ts";
import type { DatabaseService } from "./database/service.ts";
import { gaugesOf } from "./gauges.ts";
import type { Inquiry } from "./head_office/inquiry.ts";
import { Connections } from "./http/connections.ts";
import type { Services } from "./http/context.ts";
import { Flow } from "./http/flow.ts";
import { RecentFigures } from "./http/recent_figures.ts";
import { Rush } from "./http/rush.ts";
import { Metrics } from "./http/request_metrics.ts";
import { Integrity } from "./integrity.ts";
import { type OpenShop, openShop } from "./open_shop.ts";
import { Displays } from "./realtime/displays.ts";
import { Hub } from "./realtime/hub.ts";
import { Hosts, lanAddresses } from "./security/hosts.ts";
import { KeptSwitch } from "./security/kept_switch.ts";
import { Callers } from "./security/mode.ts";
import type { SessionManager } from "./security/session_manager.ts";
import { RequestThrottle } from "./security/throttle.ts";
import { Printing } from "./printing.ts";
import { SecureDoor } from "./secure_door.ts";
import type { ServerOptions } from "./server_options.ts";
import { Restores } from "./restores.ts";
import { VoucherReservations } from "./voucher_reservations.ts";
import { TimeZone } from "./time_zone.ts";
import { Scales } from "./weighing.ts";

export interface Parts {
  /** What the routes are given. */
  readonly services: Services;
  readonly recent: RecentFigures;
  readonly shop: OpenShop;
  readonly integrity: Integrity;
  readonly archives: Archives;
  readonly backupSchedule: BackupSchedule;
  readonly chores: Chores;
  readonly printing: Printing;
  readonly cardPayments: CardPayments;
  readonly vouchers: VoucherReservations;
  readonly secureDoor: SecureDoor;
}

/** Throws with nothing left running. */
export async function makeParts(options: ServerOptions): Promise<Parts> {
  const { folder, application, clock, version, listener: { scheme, port } } = options;
  const disk = await DiskSpace.watch(folder.path);
  const shop = await openShop({
    ...options,
    disk,
    journalBytesPerMinute: options.rateLimit === 0 ? null : options.rateLimit * LIMITS.journalBytesPerRequest,
  });
  const { database, singleMachine, sessions, apiTokens, accounts, pins, refusals, longWork, backups } = shop;
  const httpsOnly = new KeptSwitch(database, "https_only", false);
  const secureDoor = new SecureDoor(options.secureDoor, options.listener, httpsOnly, clock);
  const timeZone = new TimeZone(database, application.timeZone);
  let epoch: string;
  try {
    await singleMachine.start();
    await httpsOnly.start();
    await sessions.start();
    await apiTokens.start();
    await timeZone.read();
    epoch = await epochOf(database);
  } catch (error) {
    await shop.close();
    throw error;
  }
  const hub = new Hub(database, application.rights, epoch, clock.now, disk);
  const displays = new Displays(database, application.displays, () => hub.present);
  hub.onPresence = () => displays.changed();
  const backupSchedule = new BackupSchedule(backups, database, application.milestones, disk);
  const printing = new Printing(database, application.paper);
  const cardPayments = new CardPayments(database, application.cards);
  const vouchers = new VoucherReservations(database, shop.headOffice.inquiries, application.vouchers);
  tellOfCommits(database, application, hub, sessions, { timeZone, backupSchedule, printing, cardPayments, displays });
  const integrity = new Integrity(database, longWork);
  const chores = new Chores(database, application.chores, clock);
  const archives = new Archives(folder, longWork, version, clock, options.page, disk);
  const scales = new Scales(database, application.scales);
  const callers = new Callers(options.trustedProxies);
  const recent = new RecentFigures(() => services);
  const services: Services = {
    database,
    singleMachine,
    sessions,
    apiTokens,
    accounts,
    pins,
    refusals,
    flow: new Flow(),
    connections: new Connections(options.libc, () => portsOf(options.listener), (address) => callers.isProxy(address)),
    hub,
    displays,
    devices: {
      scale: (address) => scales.weigh(address as string),
      drawer: (asked) => printing.drawerSwitch(asked as unknown as Parameters<Printing["drawerSwitch"]>[0]),
      headOffice: async (asked) => await shop.headOffice.inquiries.ask(asked as unknown as Inquiry) as unknown as JsonValue,
    },
    rush: new Rush(),
    requests: new RequestThrottle(options.rateLimit),
    hosts: new Hosts(options.allowedHosts, clock.elapsed, options.publicOrigin, () => options.localName?.known ?? null),
    callers,
    metrics: new Metrics(),
    recent,
    rules: application.rules,
    labels: application.labels,
    rights: application.rights,
    tables: database.tables,
    exportJournal: (search, form, gzip) => longWork.export(search, form, timeZone.name, gzip),
    verifyJournal: () => integrity.all(),
    verifyRecent: async () => {
      const { ok, records, first_wrong, problem } = await longWork.verifyRecent();
      return { ok, records, first_wrong, problem };
    },
    supportFacts: async (actor) =>
      application.support === null ? null : JSON.parse(await database.ask(application.support, actor, {})),
    gauges: () => gaugesOf(database, application.gauges),
    recentLog: () => options.recentLog.lines,
    folders: () =>
      [folder.path, Deno.cwd(), backups.settings.now.second_folder ?? ""].filter((path) => path !== "")
        .map((path) => resolve(path)).sort((a, b) => b.length - a.length),
    backups,
    sealing: shop.sealing,
    underWay: longWork.underWay,
    headOffice: shop.headOffice,
    vouchers,
    restores: new Restores(options, backups, database, longWork),
    https: secureDoor,
    doctor: async () => {
      const known = { database, backups, printing, scales, cardPayments, clock, timeZone, warning: options.warning };
      return findingsOf(await factsOf(known, options));
    },
    makeArchive: (periode, signal) => archives.make(periode, signal),
    version,
    startedAt: clock.elapsed(),
    clock,
    timeZone,
    // Behind a proxy the tills open what it shows them.
    tillUrls: () =>
      options.publicOrigin !== null
        ? [options.publicOrigin]
        : secureDoor.only
        ? urlsAt("https", secureDoor.port!, options)
        : urlsAt(scheme, port, options),
    trustUrls: () => urlsAt("http", port, options).map((url) => `${url}/confiance`),
    secureUrls: () => secureDoor.port === null ? [] : urlsAt("https", secureDoor.port, options),
    ownerUrl: () => `${scheme}://localhost:${port}`,
    ownTillUrl: (host) => `${scheme}://${/^127\./.test(host) ? "localhost" : "127.0.0.1"}:${port}`,
    warning: options.warning,
    disk,
    logBug: (requestId, error) => console.error(`[${requestId}]`, error),
  };
  return { services, recent, shop, integrity, archives, backupSchedule, chores, printing, cardPayments, vouchers, secureDoor };
}

function portsOf({ port, securePort }: ServerOptions["listener"]): readonly number[] {
  return securePort === null ? [port] : [port, securePort];
}

/** The name last: not every device looks for one on the local network. */
function urlsAt(scheme: "http" | "https", port: number, { localName }: ServerOptions): string[] {
  const name = localName?.name ?? null;
  return [...lanAddresses(), ...(name === null ? [] : [name])].map((host) => `${scheme}://${host}:${port}`);
}

async function epochOf(database: DatabaseService): Promise<string> {
  const [epoch] = await database.read<{ value: string }>("SELECT value FROM _meta WHERE name = 'epoch'");
  return epoch!.value;
}

/** Who hears of what was committed, and of what happens to sessions. */
function tellOfCommits(
  database: DatabaseService,
  { people }: Application,
  hub: Hub,
  sessions: SessionManager,
  { timeZone, backupSchedule, printing, cardPayments, displays }:
    & Pick<Parts, "backupSchedule" | "printing" | "cardPayments">
    & { readonly timeZone: TimeZone; readonly displays: Displays },
): void {
  database.onCommit = (commits, head) => {
    hub.publish(commits, head);
    const tables = commits.flatMap(({ changed }) => changed.tables);
    timeZone.changed(tables);
    backupSchedule.changed(tables);
    printing.changed(tables);
    cardPayments.changed(tables);
    displays.changed();
    const { table } = people;
    if (table !== null && commits.some(({ changed }) => changed.tables.includes(table))) void sessions.readNames();
  };
  database.onUntold = (head) => {
    hub.lost(head);
    displays.changed();
    void sessions.readNames();
    void timeZone.read();
  };
  sessions.onRename = () => hub.renamed();
  sessions.onEnd = (session) => hub.endSession(session);
}
