/** `comptoir`: starts the server, says where it is found, stops it in good order. */
import { isIP } from "node:net";
import { LIMITS } from "../../shared/limits.ts";
import type { LastResort } from "../database/workers/casualties.ts";
import { checkFound } from "../database/found_database.ts";
import { processClock } from "../database/clock.ts";
import type { DataFolder } from "../database/files/folder.ts";
import { Libc } from "../http/libc.ts";
import type { Listener } from "../http/listener.ts";
import { LocalName } from "../network/local_name.ts";
import { NetworkServer, pageFolder } from "../network_server.ts";
import { RecentLog } from "../recent_log.ts";
import { Certificates } from "../security/certificates.ts";
import { lanAddresses } from "../security/hosts.ts";
import { shop } from "../shop/application.ts";
import { ROUTES } from "../shop/routes.ts";
import { mayOpen, openBrowser } from "./browser.ts";
import { certificateWarnings, namesOf } from "./certificate.ts";
import { Claim } from "./claim.ts";
import { dataFolder } from "./console.ts";
import { type Demo, makeDemo } from "./demo.ts";
import { listen } from "./listen.ts";
import { alreadyRuns, requireOwn, runningServer, settleCut } from "./lock.ts";
import { ownProcesses } from "./own_processes.ts";
import { engineWarning } from "./runtime.ts";
import type { ServeFlags } from "./serve_flags.ts";
import { Serving, type ServingOptions } from "./serving.ts";
import { predecessor, Succession, whenFree } from "./succession.ts";
import { surviveUncaught } from "./uncaught.ts";
import { announce, tellDemo, tellName } from "./window.ts";

/** Resolves to null while it goes on; to an exit code when one that runs already is shown instead. */
export async function serve(flags: ServeFlags, version: string): Promise<number | null> {
  surviveUncaught();
  const folder = dataFolder(flags.data);
  const before = predecessor();
  if (before === null && mayOpen(flags) && await showRunning(folder)) return 0;
  const listener = before === null
    ? await takePort(folder, flags)
    : await whenFree(() => takePort(folder, { ...flags, port: before.port }));
  const succession = new Succession(before, listener.port);
  const { serving, demo } = await start(folder, listener, flags, version, succession);
  const server = serving.server!;
  stopOnSignals(async () => {
    succession.retire();
    await serving.stop();
  });
  tellDemo(demo);
  await announce(server, () => serving.server, flags);
  for (const sentence of certificateWarnings(listener.at.tls?.cert, flags) ?? []) console.warn(`Warning: ${sentence}`);
  if (before === null && mayOpen(flags)) openBrowser(server.services.ownerUrl());
  return null;
}

/** Who double-clicks once more wants the page. */
async function showRunning(folder: DataFolder): Promise<boolean> {
  const running = await runningServer(folder);
  if (running === null) return false;
  const url = await running.ask("where", {}) as string;
  console.log(`Comptoir tourne déjà / runs already: ${url}`);
  openBrowser(url);
  return true;
}

/** What can be found out without making anything comes first, and the port is kept from then on. */
async function takePort(folder: DataFolder, flags: ServeFlags): Promise<Listener> {
  if (await runningServer(folder) !== null) throw alreadyRuns(folder);
  requireOwn(folder);
  await settleCut(folder);
  folder.requireRoom();
  checkFound(folder.database, shop.migrations);
  return listen(flags, new Certificates(folder));
}

interface Started {
  readonly serving: Serving;
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
    const libc = openLibc();
    const make: ServingOptions["make"] = (beginning) => {
      const localName = announcedName(flags, beginning.listener);
      return NetworkServer.start({
        ...beginning,
        folder,
        application: shop,
        routes: ROUTES,
        singleMachine: flags.singleMachine === true,
        allowedHosts: flags.allowHost,
        publicOrigin: flags.publicOrigin ?? null,
        trustedProxies: flags.trustedProxy,
        localName,
        secureDoor: {
          certificates: new Certificates(folder),
          names: () => namesOf({ ...flags, localName: localName?.known ?? null }),
          port: flags.tlsPort,
        },
        certificateTrouble: () => certificateWarnings(beginning.listener.shown, flags),
        rateLimit: flags.rateLimit,
        version,
        page: pageFolder(),
        processes: ownProcesses(folder),
        warning,
        recentLog,
        clock,
        lastResort,
        libc,
      });
    };
    const listenAt = (port: number) => listen({ ...flags, port }, new Certificates(folder));
    return { serving: await Serving.begin(listener, { claim, lastResort, listen: listenAt, make }), demo };
  } catch (error) {
    await listener.stop();
    claim?.giveUp();
    // In the place of an empty shop it stays, and its passwords are told nowhere else.
    if (claim?.isNew === false) tellDemo(demo);
    throw error;
  }
}

/** null where nobody would come by it: this PC alone is listened to, or what tills open is a proxy's name. */
function announcedName({ mdns, host, publicOrigin }: ServeFlags, { scheme, port }: Listener): LocalName | null {
  if (!mdns || publicOrigin !== undefined || isIP(host) === 0 || /^127\.|^::1$/.test(host)) return null;
  const open = host === "0.0.0.0" || host === "::";
  return new LocalName(
    () => lanAddresses().filter((address) => open || address === host),
    (standing) => tellName(standing, scheme, port),
  );
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
