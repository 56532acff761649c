/** Where head office's database is, as `postgres://USER:PASSWORD@HOST:PORT/NAME` says it. */
import { isIP } from "node:net";

/** Where it listens: no brackets around an address of IPv6. */
export interface Place {
  readonly host: string;
  /** From 1 to 65535. */
  readonly port: number;
}

export interface Address extends Place {
  readonly database: string;
  /** Whether the connection is encrypted, its certificate checked; without, the network is trusted. */
  readonly tls: boolean;
  /** The authority's certificate (PEM) where it is none that everybody knows; null for those of the system. */
  readonly ca: string | null;
}

export interface Credential {
  readonly user: string;
  readonly password: string;
}

const POSTGRES_PORT = 5432;

/** Throws a sentence that repeats nothing of it, for a password stands there. */
export function readAddress(text: string, ca: string | null): Address & Credential {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^postgres(?:ql)?:$/.test(url.protocol) || url.hostname === "" || !/^\/[^/]+$/.test(url.pathname)) {
    throw new Error("--database wants an address as postgres://USER:PASSWORD@HOST:PORT/NAME");
  }
  if (url.hash !== "") throw new Error("--database wants nothing behind a #: one that belongs to a name is written as %23");
  const place = placeOf({ hostname: decoded(url.hostname), port: url.port });
  if (place === null) throw new Error("--database wants one host that is reached by TCP, and a port from 1 to 65535");
  const mode = url.searchParams.get("sslmode");
  const odd = [...url.searchParams.keys()].find((name) => name !== "sslmode");
  if (odd !== undefined) throw new Error(`--database knows no parameter '${odd.slice(0, 40)}': sslmode alone`);
  if (mode !== null && !["disable", "require", "verify-ca", "verify-full"].includes(mode)) {
    throw new Error("sslmode is 'verify-full', which is usual, or 'disable' where the network is trusted");
  }
  const user = decoded(url.username);
  if (user === "") throw new Error("--database wants the name of a user before the host");
  return {
    ...place,
    database: decoded(url.pathname.slice(1)),
    // What never leaves this machine is as safe without; whatever else is asked for means a certificate that is checked.
    tls: mode === null ? !isLoopback(place.host) : mode !== "disable",
    ca,
    user,
    password: decoded(url.password),
  };
}

/** `HOST` or `HOST:PORT`; null for anything else. */
export function readPlace(text: string): Place | null {
  const [, hostname, port] = /^(\[[^\]]*\]|[^:]+)(?::(\d+))?$/.exec(text) ?? [];
  return hostname === undefined ? null : placeOf({ hostname, port: port ?? "" });
}

/** A database as people are told of it: `HOST:PORT/NAME`. */
export function databaseTold({ host, port, database }: Pick<Address, "host" | "port" | "database">): string {
  return `${host.includes(":") ? `[${host}]` : host}:${port}/${database}`;
}

/** As an URL has them: an address of IPv6 in brackets, and no port for the usual one. */
function placeOf({ hostname, port }: { readonly hostname: string; readonly port: string }): Place | null {
  const host = hostname.replace(/^\[(.*)\]$/, "$1");
  const number = port === "" ? POSTGRES_PORT : Number(port);
  const isHost = hostname === host ? /^[\p{L}\p{N}._-]+$/u.test(host) : isIP(host) === 6;
  return isHost && number >= 1 && number <= 65_535 ? { host, port: number } : null;
}

function decoded(text: string): string {
  let plain = "";
  try {
    plain = decodeURIComponent(text);
  } catch {
    throw new Error("--database has a % that stands for no letter: the sign itself is written as %25");
  }
  if (/\p{Cc}/u.test(plain)) throw new Error("--database has a control character in it");
  return plain;
}

export function isLoopback(host: string): boolean {
  return host === "localhost" || /^127\./.test(host) && isIP(host) === 4 || host === "::1";
}
