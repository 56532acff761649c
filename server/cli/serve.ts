/** `comptoir`: starts the server, says where it is found, stops it in good order. */
import { hostname } from "node:os";
import { LIMITS } from "../../shared/limits.ts";
import { ownZone } from "../../shared/time_zone.ts";
import type { LastResort } from "../database/workers/casualties.ts";
import { checkFound } from "../database/found_database.ts";
import { processClock } from "../database/clock.ts";
import type { DataFolder } from "../database/files/folder.ts";
import { Libc } from "../http/libc.ts";
import type { Listener } from "../http/listener.ts";
import { withDeadline } from "../deadline.ts";
import { NetworkServer, pageFolder } from "../network_server.ts";
import { lanAddresses } from "../security/hosts.ts";
import { RecentLog } from "../recent_log.ts";
import { shop } from "../shop/application.ts";
import { certificateTrouble } from "./certificate.ts";
import { Claim } from "./claim.ts";
import { dataFolder } from "./console.ts";
import { Control } from "./control.ts";
import { type Demo, makeDemo } from "./demo.ts";
import { listen } from "./listen.ts";
import { alreadyRuns, runningServer, settleCut } from "./lock.ts";
import { ownProcesses } from "./own_processes.ts";
import { engineWarning } from "./runtime.ts";
import type { ServeFlags } from "./serve_flags.ts";
import { predecessor, Succession, whenFree } from "./succession.ts";
import { surviveUncaught } from "./uncaught.ts";

export async function serve(flags: ServeFlags, version: string): Promise<void> {
  surviveUncaught();
  const folder = dataFolder(flags.data);
  const before = predecessor();
  const listener = before === null
    ? await takePort(folder, flags)
    : await whenFree(() => takePort(folder, { ...flags, port: before.port }));
  const succession = new Succession(before, listener.port);
  const { server, control, claim, demo } = await start(folder, listener, flags, version, succession);
  stopOnSignals(async () => {
    succession.retire();
    await withDeadline(control.stop(), LIMITS.lastCallsMs);
    await server.stop();
    claim.lock.release();
  });
  tellDemo(demo);
  announce(server, flags);
  warnOfCertificate(listener, flags);
  if (flags.open && before === null) openBrowser(server.services.ownerUrl());
}

/** What can be found out without making anything comes first, and the port is kept from then on. */
async function takePort(folder: DataFolder, flags: ServeFlags): Promise<Listener> {
  if (await runningServer(folder) !== null) throw alreadyRuns(folder);
  await settleCut(folder);
  folder.requireRoom();
  checkFound(folder.database, shop.migrations);
  return listen(flags);
}

interface Started {
  readonly server: NetworkServer;
  readonly control: Control;
  readonly claim: Claim;
  readonly demo: Demo | null;
}

/** All of it or nothing: what was made of a new shop goes again. */
async function start(
  folder: DataFolder,
  listener: Listener,
  flags: ServeFlags,
  version: string,
  lastResort: LastResort,
): Promise<Started> {
  let claim: Claim | null = null;
  let server: NetworkServer | null = null;
  let demo: Demo | null = null;
  try {
    claim = await Claim.take(folder);
    // Once more for a shop that is to be made.
    folder.requireRoom();
    const recentLog = RecentLog.follow();
    const warning = engineWarning();
    if (warning !== null) console.warn(`Warning: ${warning}`);
    const clock = processClock();
    if (flags.demo === true) demo = await makeDemo(folder, version, new Date(clock.now()));
    server = await NetworkServer.start({
      listener,
      folder,
      application: shop,
      singleMachine: flags.singleMachine === true,
      allowedHosts: flags.allowHost,
      publicOrigin: flags.publicOrigin ?? null,
      trustedProxies: flags.trustedProxy,
      rateLimit: flags.rateLimit,
      version,
      page: pageFolder(),
      processes: ownProcesses(folder),
      warning,
      recentLog,
      clock,
      lastResort,
      libc: openLibc(),
    });
    const control = Control.start(server);
    claim.lock.name(control.address, control.key);
    return { server, control, claim, demo };
  } catch (error) {
    await (server ?? listener).stop();
    claim?.giveUp();
    // In the place of an empty shop it stays, and its passwords are told nowhere else.
    if (claim?.isNew === false) tellDemo(demo);
    throw error;
  }
}

/** No other library is opened afterwards, whatever becomes of this process. */
function openLibc(): Libc | null {
  const libc = Libc.open();
  Deno.permissions.revokeSync({ name: "ffi" });
  libc?.keepLess(LIMITS.ownPieceBytes);
  return libc;
}

/** Before anybody is told that the server is there: who hears it may stop it at once. */
function stopOnSignals(stop: () => Promise<void>): void {
  let stopping = false;
  const once = async () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => {
      console.error(`Comptoir did not end within ${LIMITS.stopMs / 1000} s in good order, so it ends like this.`);
      Deno.exit(1);
    }, LIMITS.stopMs);
    await stop();
    Deno.exit(0);
  };
  const signals = Deno.build.os === "windows" ? ["SIGINT", "SIGBREAK"] as const : ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  for (const signal of signals) Deno.addSignalListener(signal, once);
}

function tellDemo(demo: Demo | null): void {
  if (demo === null) return;
  const { products, tickets, passwords } = demo;
  console.log(`Boutique de DÉMONSTRATION / demo shop: ${products} produits, ${tickets} tickets.`);
  console.log("  Mots de passe, affichés cette seule fois / passwords, shown this once:");
  for (const [username, password] of Object.entries(passwords)) console.log(`    ${username.padEnd(8)}  ${password}`);
}

function announce(server: NetworkServer, flags: ServeFlags): void {
  const { ownerUrl, tillUrls, timeZone } = server.services;
  const { scheme, port } = server.options.listener;
  const shown = flags.host.includes(":") ? `[${flags.host}]` : flags.host;
  console.log(`Comptoir ${server.options.version} listening on ${scheme}://${shown}:${port}`);
  console.log(`  Propriétaire (ce PC) / Owner (this PC): ${ownerUrl()}`);
  const { name: zone } = timeZone;
  const { newest, old } = server.services.backups;
  console.log(
    `  Dernière sauvegarde / Last backup: ${newest === null ? "-" : inZone(newest, timeZone.name)}${old ? OLD_BACKUP : ""}`,
  );
  console.log(`  Fuseau horaire / Time zone: ${zone}${zone === ownZone() ? "" : ` (PC : ${ownZone()})`}`);
  for (const url of flags.host === "0.0.0.0" ? tillUrls() : []) console.log(`  Caisses et vendeurs / Tills: ${url}`);
}

/** Before the first till is refused by its browser. */
function warnOfCertificate({ at: { tls } }: Listener, { allowHost }: ServeFlags): void {
  if (tls === null) return;
  const names = [...new Set([...allowHost, hostname().toLowerCase(), "comptoir.local", ...lanAddresses()])];
  for (const sentence of certificateTrouble(tls.cert, names, Date.now())) console.warn(`Warning: ${sentence}`);
}

const OLD_BACKUP = "  ! trop ancienne : console, Système / too old: console, System";

/** A moment as a clock in the shop shows it. */
function inZone(moment: string, timeZone: string): string {
  return new Date(moment).toLocaleString("fr-FR", { timeZone, dateStyle: "short", timeStyle: "short" });
}

function openBrowser(url: string): void {
  const commands: Partial<Record<typeof Deno.build.os, [string, ...string[]]>> = {
    windows: ["rundll32", "url.dll,FileProtocolHandler", url],
    darwin: ["open", url],
    linux: ["xdg-open", url],
  };
  const [program, ...args] = commands[Deno.build.os] ?? ["xdg-open", url];
  try {
    new Deno.Command(program!, { args, stdin: "null", stdout: "null", stderr: "null" }).spawn().unref();
  } catch {
    // A server without a desktop: the address stands above.
  }
}
