/** `comptoir`: starts the server, says where it is found, stops it in good order. */
import { readFileSync } from "node:fs";
import { NetworkServer, pageFolder, type ServerOptions } from "../network_server.ts";
import { shop } from "../shop/application.ts";
import { dataFolder, Refused } from "./console.ts";
import { Control } from "./control.ts";
import { type Demo, makeDemo } from "./demo.ts";
import { openLock } from "./lock.ts";
import { engineWarning } from "./runtime.ts";
import { storageSentence } from "./sentence.ts";
import type { ServeFlags } from "./serve_flags.ts";

export async function serve(flags: ServeFlags, version: string): Promise<void> {
  const folder = dataFolder(flags.data);
  try {
    folder.prepare();
  } catch (error) {
    throw new Refused(`The folder '${folder.path}' cannot be written (${(error as Error).message}): choose another with --data.`);
  }
  const tls = readTls(flags);
  const lock = await openLock(folder);
  const warning = engineWarning();
  if (warning !== null) console.warn(`Warning: ${warning}`);
  const options: ServerOptions = {
    host: flags.host,
    port: flags.port,
    folder,
    application: shop,
    singleMachine: flags.singleMachine === true,
    allowedHosts: flags.allowHost,
    rateLimit: flags.rateLimit,
    tls,
    version,
    page: pageFolder(),
    slowCommand: slowCommand(),
    warning,
    now: Date.now,
  };
  let server: NetworkServer;
  let control: Control;
  try {
    if (flags.demo === true) tellDemo(await makeDemo(folder, version, new Date()));
    server = await NetworkServer.start(options);
    control = Control.start(server, folder);
  } catch (error) {
    lock.release();
    throw plainly(error, flags);
  }
  lock.name(control.address, control.key);
  stopOnSignals(async () => {
    await control.stop();
    await server.stop();
    lock.release();
  });
  announce(server, flags);
  if (flags.open) openBrowser(server.services.ownerUrl());
}

/** Before anybody is told that the server is there: who hears it may stop it at once. */
function stopOnSignals(stop: () => Promise<void>): void {
  let stopping = false;
  const once = async () => {
    if (stopping) return;
    stopping = true;
    await stop();
    Deno.exit(0);
  };
  const signals = Deno.build.os === "windows" ? ["SIGINT", "SIGBREAK"] as const : ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  for (const signal of signals) Deno.addSignalListener(signal, once);
}

/** Before the server listens: should that fail, the demo is there, and its passwords are told nowhere else. */
function tellDemo(demo: Demo | null): void {
  if (demo === null) return;
  const { products, tickets, passwords } = demo;
  console.log(`Boutique de DÉMONSTRATION / demo shop: ${products} produits, ${tickets} tickets.`);
  console.log("  Mots de passe, affichés cette seule fois / passwords, shown this once:");
  for (const [username, password] of Object.entries(passwords)) console.log(`    ${username.padEnd(8)}  ${password}`);
}

function announce(server: NetworkServer, flags: ServeFlags): void {
  const { ownerUrl, tillUrls } = server.services;
  const scheme = ownerUrl().split(":")[0];
  const shown = flags.host.includes(":") ? `[${flags.host}]` : flags.host;
  console.log(`Comptoir ${server.options.version} listening on ${scheme}://${shown}:${server.port}`);
  console.log(`  Propriétaire (ce PC) / Owner (this PC): ${ownerUrl()}`);
  for (const url of flags.host === "0.0.0.0" ? tillUrls() : []) console.log(`  Caisses et vendeurs / Tills: ${url}`);
}

/** How this program starts a process for slow reads: the executable itself, or Deno with this checkout. */
function slowCommand(): readonly [string, ...string[]] {
  if (Deno.build.standalone) return [Deno.execPath(), "slow-reads"];
  const rights = ["--allow-read", "--allow-write", "--allow-env", "--allow-sys"];
  return [Deno.execPath(), "run", "--quiet", "--no-prompt", ...rights, Deno.mainModule, "slow-reads"];
}

function readTls({ tlsCert, tlsKey }: ServeFlags): { cert: string; key: string } | null {
  if (tlsCert === undefined && tlsKey === undefined) return null;
  if (tlsCert === undefined || tlsKey === undefined) throw new Refused("--tls-cert and --tls-key go together: give both.");
  const read = (path: string) => {
    try {
      return readFileSync(path, "utf8");
    } catch (error) {
      throw new Refused(`The file '${path}' cannot be read (${(error as Error).message}): check --tls-cert and --tls-key.`);
    }
  };
  return { cert: read(tlsCert), key: read(tlsKey) };
}

/** What commonly goes wrong at start, in one sentence with its remedy. */
function plainly(error: unknown, flags: ServeFlags): unknown {
  if (error instanceof Deno.errors.AddrInUse) {
    return new Refused(`Port ${flags.port} is taken by another program: close it, or choose another port with --port.`);
  }
  if (error instanceof Deno.errors.AddrNotAvailable) {
    return new Refused(`This machine has no address '${flags.host}': choose another with --host.`);
  }
  if (error instanceof Deno.errors.PermissionDenied) {
    return new Refused(`Port ${flags.port} may not be used: choose one above 1023 with --port.`);
  }
  const message = error instanceof Error ? error.message : String(error);
  const told = storageSentence(message);
  return told === null ? error : new Refused(told);
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
