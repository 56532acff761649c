/** What the server's window says: what runs here, where it is found, who is connected, and how it is stopped. */
import { resolve } from "node:path";
import { LIMITS } from "../../shared/limits.ts";
import { ownZone } from "../../shared/time_zone.ts";
import type { NetworkServer } from "../network_server.ts";
import type { Standing } from "../network/local_name.ts";
import type { Demo } from "./demo.ts";
import type { ServeFlags } from "./serve_flags.ts";

const OLD = "  ! trop ancienne : console, Système / too old: console, System";

export function tellDemo(demo: Demo | null): void {
  if (demo === null) return;
  const { products, tickets, passwords } = demo;
  console.log(`Boutique de DÉMONSTRATION / demo shop: ${products} produits, ${tickets} tickets.`);
  console.log("  Mots de passe, affichés cette seule fois / passwords, shown this once:");
  for (const [username, password] of Object.entries(passwords)) console.log(`    ${username.padEnd(8)}  ${password}`);
}

/** `present` is the server that runs when it is asked. */
export async function announce(server: NetworkServer, present: () => NetworkServer | null, flags: ServeFlags): Promise<void> {
  const { ownerUrl, tillUrls, timeZone: { name: zone } } = server.services;
  const { backups } = server.parts.shop;
  const { listener: { scheme, port }, version, folder } = server.options;
  const shown = flags.host.includes(":") ? `[${flags.host}]` : flags.host;
  console.log(`Comptoir ${version} listening on ${scheme}://${shown}:${port}`);
  console.log(`  Dossier / Data folder: ${resolve(folder.path)}`);
  console.log(`  Propriétaire (ce PC) / Owner (this PC): ${ownerUrl()}`);
  console.log(`  Fuseau horaire / Time zone: ${zone}${zone === ownZone() ? "" : ` (PC : ${ownZone()})`}`);
  // Answering began without a look into their folder.
  backups.look();
  const { newest, old } = backups;
  console.log(`  Dernière sauvegarde / Last backup: ${newest === null ? "-" : inZone(newest, zone)}${old ? OLD : ""}`);
  const urls = flags.host === "0.0.0.0" ? tillUrls() : [];
  for (const url of urls) console.log(`  Caisses et vendeurs / Tills: ${url}`);
  tellSecure(server, urls);
  if (!Deno.stdout.isTerminal()) return;
  if (urls[0] !== undefined) console.log(await qrCode(urls[0]));
  console.log("  Arrêter / Stop: Ctrl-C, ou fermer cette fenêtre / or close this window. Rien n'est perdu / Nothing is lost.");
  tellConnected(present);
}

/** When a name on the local network is taken, is another one, or cannot be had. */
export function tellName({ name, addresses, trouble }: Standing, scheme: string, port: number): void {
  if (name !== null) {
    console.log(`  Nom sur le réseau / Name on the network: ${scheme}://${name}:${port} (${addresses.join(", ")})`);
  }
  if (trouble !== "") console.warn(`No name is announced on the network${name === null ? "" : " everywhere"}: ${trouble}.`);
}

/** How tills come by HTTPS, and what their devices are to trust for it. */
function tellSecure({ services: { https, secureUrls } }: NetworkServer, told: readonly string[]): void {
  if (https.authority === null) return;
  for (const url of secureUrls()) if (!told.includes(url)) console.log(`  En HTTPS / By HTTPS: ${url}`);
  console.log(`  Autorité de la boutique / The shop's authority: SHA-256 ${https.authority.fingerprint}`);
}

/** Not before the port answers: nobody waits for a picture. */
async function qrCode(url: string): Promise<string> {
  const { renderUnicodeCompact } = await import("uqr");
  return renderUnicodeCompact(url, { border: 2 }).replace(/^/gm, "    ");
}

/** A line whenever that number is another, for who looks at the window. */
function tellConnected(present: () => NetworkServer | null): void {
  let told = 0;
  const timer = setInterval(() => {
    const server = present();
    if (server === null) return;
    const { hub, timeZone, clock } = server.services;
    const { connected } = hub.clients;
    if (connected === told) return;
    told = connected;
    console.log(`  ${inZone(new Date(clock.now()).toISOString(), timeZone.name)}  Postes reliés / Connected: ${connected}`);
  }, LIMITS.windowLookMs);
  Deno.unrefTimer(timer as unknown as number);
}

/** A moment as a clock in the shop shows it. */
function inZone(moment: string, timeZone: string): string {
  return new Date(moment).toLocaleString("fr-FR", { timeZone, dateStyle: "short", timeStyle: "short" });
}
