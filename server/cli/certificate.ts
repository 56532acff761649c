/** What browsers will not like about the certificate that the owner gave: told at start, before the first till is refused. */
import { X509Certificate } from "node:crypto";
import { bytesOf } from "../security/pem.ts";
import { lanAddresses, namesForTills } from "../security/hosts.ts";

/** Days before its end from which that is told. */
const SOON_DAYS = 30;
const FIRST = /-----BEGIN ((?:X509 |TRUSTED )?CERTIFICATE)-----[^-]+-----END \1-----/;
/** The extension's name as it stands in a certificate: 2.5.29.17. */
const SUBJECT_ALT_NAME = "0603551d11";
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * A sentence for each. `names` are the host names and addresses under which tills may open this server; `now` in milliseconds
 * since 1970. Only the file's first certificate is looked at, which is the server's own; a key may stand before it.
 */
export function certificateTrouble(pem: string, names: readonly string[], now: number): readonly string[] {
  const first = FIRST.exec(pem)?.[0] ?? "";
  const certificate = readFrom(first);
  if (certificate === null) return ["The certificate cannot be read here: whether browsers like it is not known."];
  const [from, to] = [Date.parse(certificate.validFrom), Date.parse(certificate.validTo)];
  const day = (at: number) => new Date(at).toISOString().slice(0, 10);
  const trouble: string[] = [];
  if (now >= to) trouble.push(`The certificate ran out on ${day(to)}: browsers refuse it.`);
  else if (to - now < SOON_DAYS * DAY_MS) {
    trouble.push(`The certificate runs out on ${day(to)}: browsers refuse it from then on.`);
  }
  if (now < from) trouble.push(`The certificate is good from ${day(from)} only: browsers refuse it until then.`);
  const covered = coveredBy(certificate.subjectAltName);
  // Runtimes before Deno 2.9 may not tell the names that stand in it.
  if (covered.length === 0 && bytesOf(first).toHex().includes(SUBJECT_ALT_NAME)) return trouble;
  if (covered.length === 0) {
    return [...trouble, "The certificate has no subjectAltName: browsers refuse it whatever its subject says."];
  }
  if (!names.some((name) => covered.some((pattern) => covers(pattern, name)))) {
    trouble.push(
      `The certificate names ${covered.join(", ")}, under none of which tills may open this server: give its name with ` +
        `--allow-host, or have one made for ${names.join(", ")}.`,
    );
  }
  return trouble;
}

/** What the start was told of the names under which the server may be opened, besides the PC's own. */
interface Named {
  readonly allowHost: readonly string[];
  readonly publicOrigin?: string | undefined;
  /** That which is announced on the local network. */
  readonly localName?: string | null;
}

/** The same of a server that may be opened under its PC's names and addresses and those that are `named`; null without a certificate. */
export function certificateWarnings(
  pem: string | null | undefined,
  { allowHost, publicOrigin }: Named,
): readonly string[] | null {
  if (pem === undefined || pem === null) return null;
  return certificateTrouble(
    pem,
    [...new Set([...namesForTills(allowHost, publicOrigin ?? null), ...lanAddresses()])],
    Date.now(),
  );
}

/** All under which the server is opened, on this PC too: what a certificate of the shop's own is made for. */
export function namesOf({ allowHost, publicOrigin, localName = null }: Named): readonly string[] {
  const named = namesForTills(allowHost, publicOrigin ?? null).map((name) => name.replace(/^\[(.*)\]$/, "$1"));
  const found = localName === null ? [] : [localName];
  return [...new Set(["localhost", ...named, ...found, "127.0.0.1", "::1", ...lanAddresses()])];
}

/** null where there is none that can be read: what listens may read more than this. */
function readFrom(pem: string): X509Certificate | null {
  try {
    return new X509Certificate(pem);
  } catch {
    return null;
  }
}

/** `DNS:caisse.example, IP Address:192.168.1.5` as a list. */
function coveredBy(subjectAltName: string | undefined): readonly string[] {
  return (subjectAltName ?? "").split(", ").flatMap((entry) => {
    const name = /^(?:DNS|IP Address):(.+)$/.exec(entry)?.[1];
    return name === undefined ? [] : [name.toLowerCase()];
  });
}

/** A star stands for one label, the first. `X509Certificate.checkHost` of Deno 2.9.6 knows none, and believes the subject. */
function covers(pattern: string, name: string): boolean {
  if (!pattern.startsWith("*.")) return pattern === name.toLowerCase();
  const dot = name.indexOf(".");
  return dot > 0 && name.slice(dot).toLowerCase() === pattern.slice(1);
}
