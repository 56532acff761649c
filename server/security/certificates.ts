/** The shop's certificates in its folder: the authority's, which people trust, and the server's, which it signs anew now and then. */
import { X509Certificate } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { isIP } from "node:net";
import { join } from "node:path";
import { LIMITS } from "../../shared/limits.ts";
import type { DataFolder } from "../database/files/folder.ts";
import { writeDurably } from "../database/files/durable.ts";
import type { KeyPair } from "./authority.ts";
import { isLocal } from "./local_networks.ts";
import { bytesOf } from "./pem.ts";

/** Begins the line before a server's certificate that tells its names. */
const NAMES = "names: ";
const DAY_MS = 24 * 60 * 60 * 1000;

/** What people compare and keep of an authority. */
export interface Trusted {
  /** SHA-256 of the certificate, as systems show it. */
  readonly fingerprint: string;
  /** RFC 3339. */
  readonly until: string;
  readonly name: string;
  /** DER. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export class Certificates {
  readonly #path: string;

  constructor(folder: DataFolder) {
    this.#path = folder.beside("tls");
  }

  /** Where the authority's certificate lies, to be handed out. */
  get authorityFile(): string {
    return join(this.#path, "ca.pem");
  }

  /** The server's; null where the shop has none. */
  get server(): KeyPair | null {
    const text = this.#read("server.pem");
    if (text === null) return null;
    const [cert, key] = [/-----BEGIN CERT[^]+?-----END CERT\w+-----\n/, /-----BEGIN P[^]+?-----END P[\w ]+-----\n/]
      .map((part) => part.exec(text)?.[0]);
    return cert === undefined || key === undefined ? null : { cert, key };
  }

  /** null where the shop has none. */
  get authority(): Trusted | null {
    const text = this.#read("ca.pem");
    if (text === null) return null;
    const { fingerprint256, validTo, subject } = new X509Certificate(text);
    return {
      fingerprint: fingerprint256,
      until: new Date(validTo).toISOString(),
      name: subject.replace(/^CN=/, ""),
      bytes: bytesOf(text),
    };
  }

  /** Makes an authority for a server of these names, in the place of one that is there; `now` in milliseconds since 1970. */
  async found(names: readonly string[], now: number): Promise<KeyPair> {
    const { newAuthority } = await import("./authority.ts");
    const domains = [...new Set(["localhost", "local", ...names.filter((name) => isIP(name) === 0)])];
    const addresses = names.filter((name) => isIP(name) !== 0 && !isLocal(name));
    const made = newAuthority(domains, addresses, now);
    mkdirSync(this.#path, { recursive: true, mode: 0o700 });
    chmodSync(this.#path, 0o700);
    this.#write("ca.key", made.key);
    this.#write("ca.names", `${[...domains, ...addresses].join("\n")}\n`);
    this.#write("ca.pem", made.cert);
    return await this.renew(names, now);
  }

  /** Signs another certificate for the server; throws where the authority is not whole. */
  async renew(names: readonly string[], now: number): Promise<KeyPair> {
    const [cert, key] = [this.#read("ca.pem"), this.#read("ca.key")];
    if (cert === null || key === null) throw new Error(`there is no whole authority in ${this.#path}`);
    const { issued } = await import("./authority.ts");
    const spoken = this.#spokenFor(names);
    const pair = issued({ cert, key }, spoken.filter((name) => isIP(name) === 0), spoken.filter((name) => isIP(name) !== 0), now);
    // In one file: a power cut leaves all as they were, or all new. Older runtimes do not read the names out of it.
    this.#write("server.pem", `${NAMES}${spoken.join(" ")}\n${pair.cert}${pair.key}`);
    return pair;
  }

  /** Whether the server should show another: its own runs out, is not good yet, or lacks one of these names. */
  isDue(names: readonly string[], now: number): boolean {
    const pair = this.server;
    if (pair === null) return true;
    const { validFrom, validTo } = new X509Certificate(pair.cert);
    if (now < Date.parse(validFrom) || now > Date.parse(validTo) - LIMITS.certificateRenewalDays * DAY_MS) return true;
    const [first = ""] = this.#read("server.pem")!.split("\n");
    const named = first.slice(NAMES.length).split(" ");
    return this.#spokenFor(names).some((name) => !named.includes(name));
  }

  /** Those of the names that the authority may speak for: what it is to become is said when it is made. */
  #spokenFor(names: readonly string[]): readonly string[] {
    const known = (this.#read("ca.names") ?? "").split("\n").filter((name) => name !== "");
    const isBelow = (name: string) => known.some((domain) => name.endsWith(`.${domain}`));
    return names.filter((name) => known.includes(name) || (isIP(name) === 0 ? isBelow(name) : isLocal(name)));
  }

  #read(name: string): string | null {
    const path = join(this.#path, name);
    return existsSync(path) ? readFileSync(path, "utf8") : null;
  }

  #write(name: string, text: string): void {
    writeDurably(join(this.#path, name), text);
  }
}
