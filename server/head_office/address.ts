/** Where head office's database is, as `postgres://USER:PASSWORD@HOST:PORT/NAME` says it. */
import { isIP } from "node:net";

export interface Address {
  readonly host: string;
  readonly port: number;
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

export const POSTGRES_PORT = 5432;

/** Throws a sentence that repeats nothing of it, for a password stands there. */
export function readAddress(text: string, ca: string | null): Address & Credential {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^postgres(?:ql)?:$/.test(url.protocol) || url.hostname === "" || url.pathname.length < 2) {
    throw new Error("--database wants an address as postgres://USER:PASSWORD@HOST:PORT/NAME");
  }
  const host = decodeURIComponent(url.hostname).replace(/^\[(.*)\]$/, "$1");
  if (host.includes("/") || host.includes(",")) throw new Error("--database wants one host that is reached by TCP");
  const mode = url.searchParams.get("sslmode");
  const odd = [...url.searchParams.keys()].find((name) => name !== "sslmode");
  if (odd !== undefined) throw new Error(`--database knows no parameter '${odd.slice(0, 40)}': sslmode alone`);
  if (mode !== null && !["disable", "require", "verify-ca", "verify-full"].includes(mode)) {
    throw new Error("sslmode is 'verify-full', which is usual, or 'disable' where the network is trusted");
  }
  const user = decodeURIComponent(url.username);
  if (user === "") throw new Error("--database wants the name of a user before the host");
  return {
    host,
    port: url.port === "" ? POSTGRES_PORT : Number(url.port),
    database: decodeURIComponent(url.pathname.slice(1)),
    // What never leaves this machine is as safe without; whatever else is asked for means a certificate that is checked.
    tls: mode === null ? !isLoopback(host) : mode !== "disable",
    ca,
    user,
    password: decodeURIComponent(url.password),
  };
}

export function isLoopback(host: string): boolean {
  return host === "localhost" || /^127\./.test(host) && isIP(host) === 4 || host === "::1";
}
