/**
 * Where a request comes from: the server PC itself, or a till. Behind a proxy the peer is the proxy, so
 * what it says of the caller is believed, but only of a proxy that the owner has named.
 */
import { isIP } from "node:net";
import type { Mode } from "../../shared/roles.ts";

const LOOPBACK = new Set(["127.0.0.1", "::1", "::ffff:127.0.0.1"]);
const FORWARDING = /^(?:forwarded|x-forwarded-.*|x-real-ip|via)$/;

export interface Caller {
  /** The TCP peer, or whom a trusted proxy names. */
  readonly address: string;
  readonly mode: Mode;
  /** A proxy that the owner has named passed it on: how it came there is the proxy's affair. */
  readonly passedOn: boolean;
}

export class Callers {
  readonly #proxies: ReadonlySet<string>;

  /** `proxies` are addresses from which requests are passed on; loopback may be one of them, and is no server PC then. */
  constructor(proxies: readonly string[]) {
    this.#proxies = new Set(proxies.map(plain));
  }

  /** Whether it is one of the proxies. */
  isProxy(peer: string): boolean {
    return this.#proxies.size > 0 && this.#proxies.has(plain(peer));
  }

  judge(peer: string, headers: Headers): Caller {
    // Nothing that a proxy passes on comes from the server PC, whomever it names and even if it names nobody.
    if (this.isProxy(peer)) {
      return { address: this.#namedBy(headers) ?? peer, mode: "client", passedOn: true };
    }
    return { address: peer, mode: modeOf(peer, headers), passedOn: false };
  }

  /** The last hop that is no proxy of ours: what stands before it, anybody may have written. */
  #namedBy(headers: Headers): string | null {
    const chain = headers.get("x-forwarded-for") ?? forwardedFor(headers.get("forwarded")) ?? headers.get("x-real-ip") ?? "";
    const hops = chain.split(",").map((hop) => plain(withoutPort(hop.trim()))).reverse();
    const caller = hops.find((hop) => !this.#proxies.has(hop));
    return caller !== undefined && isIP(caller) !== 0 ? caller : null;
  }
}

/** Whatever a proxy passes on comes from elsewhere, and other addresses of 127/8 are nobody's own PC. */
function modeOf(address: string, headers: Headers): Mode {
  if (!LOOPBACK.has(address)) return "client";
  for (const name of headers.keys()) if (FORWARDING.test(name)) return "client";
  return "server";
}

/** The addresses in a `Forwarded` header (RFC 7239), as `X-Forwarded-For` would list them. */
function forwardedFor(header: string | null): string | null {
  if (header === null) return null;
  return [...header.matchAll(/(?:^|[;,])\s*for=(?:"([^"]*)"|([^;,\s]*))/gi)].map(([, quoted, bare]) => quoted ?? bare ?? "").join(
    ",",
  );
}

/** `192.0.2.1:4711` and `[2001:db8::1]:4711` without what is not the address. */
function withoutPort(hop: string): string {
  const bracketed = /^\[(.*)\](?::\d+)?$/.exec(hop);
  if (bracketed !== null) return bracketed[1]!;
  return /^[\d.]+:\d+$/.test(hop) ? hop.slice(0, hop.lastIndexOf(":")) : hop;
}

/** An IPv4 address that came by an IPv6 socket is the same address. */
function plain(address: string): string {
  return address.toLowerCase().replace(/^::ffff:(?=[\d.]+$)/, "");
}
