/**
 * Which names this server answers under. A page of another site can point its own name at this
 * machine (DNS rebinding): such a request carries that name in Host, and is refused.
 */
import { hostname, type NetworkInterfaceInfo, networkInterfaces } from "node:os";
import { LIMITS } from "../../shared/limits.ts";

export class Hosts {
  readonly #named: ReadonlySet<string>;
  #addresses: ReadonlySet<string> = new Set();
  #refreshed = -Infinity;

  /** `publicOrigin` is what browsers see behind a proxy, as `https://NAME`; null without one. */
  constructor(
    extra: readonly string[],
    readonly now: () => number,
    readonly publicOrigin: string | null,
    /** The name that was announced last on the local network; null for none. */
    readonly announced: () => string | null,
  ) {
    this.#named = new Set(["localhost", ...namesForTills(extra, publicOrigin)]);
  }

  /** Judges a Host header: the header alone, case-blind, its port ignored. */
  allows(header: string | null): boolean {
    const name = header === null ? null : hostOf(header);
    if (name === null) return false;
    if (this.#named.has(name) || this.#addresses.has(name) || /^127(?:\.\d{1,3}){3}$/.test(name)) return true;
    if (name === this.announced()) return true;
    if (this.now() - this.#refreshed < LIMITS.addressesMs) return false;
    this.#refreshed = this.now();
    this.#addresses = ownAddresses();
    return this.#addresses.has(name);
  }

  /** Judges an Origin header against the Host it came with, by TLS or not: another scheme, name or port is another page. */
  allowsOrigin(origin: string, host: string, secure: boolean): boolean {
    // A proxy may pass on its own name for this machine as Host: the origin is what the browser saw.
    if (this.publicOrigin !== null && origin.toLowerCase() === this.publicOrigin) return true;
    const [scheme, standard] = secure ? ["https", ":443"] as const : ["http", ":80"] as const;
    const bare = (text: string) =>
      text.toLowerCase().endsWith(standard) ? text.slice(0, -standard.length).toLowerCase() : text.toLowerCase();
    return bare(origin) === `${scheme}://${bare(host)}`;
  }
}

/** The names, beside its addresses, by which other machines reach this one. */
export function namesForTills(extra: readonly string[], publicOrigin: string | null): readonly string[] {
  const full = hostname().toLowerCase();
  const own = full.split(".")[0]!;
  const named = [full, own, `${own}.local`, "comptoir.local", ...extra.map((name) => name.toLowerCase())];
  return publicOrigin === null ? named : [...named, new URL(publicOrigin).hostname];
}

/** The name or address in a Host header, in lower case; null for what is no such header. */
function hostOf(header: string): string | null {
  const match = /^(\[[0-9a-f:.]+(?:%[\w.-]+)?\]|[\w.-]+)(?::\d{1,5})?$/i.exec(header);
  return match === null ? null : match[1]!.toLowerCase();
}

/** None where the system does not tell, as a service that may not ask for them (AF_NETLINK). */
function interfaces(): NetworkInterfaceInfo[] {
  try {
    return Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  } catch {
    return [];
  }
}

function ownAddresses(): Set<string> {
  const found = new Set<string>(["[::1]"]);
  for (const { address, family } of interfaces()) {
    found.add(family === "IPv6" ? `[${address.toLowerCase()}]` : address);
  }
  return found;
}

/** The IPv4 addresses by which tills on the LAN reach this machine. */
export function lanAddresses(): string[] {
  return interfaces()
    .filter(({ family, internal }) => family === "IPv4" && !internal)
    .map(({ address }) => address);
}
