/** What head office hands to a shop: where its database is, and a credential for that shop's rows alone. A secret. */
import { type Bilingual, say } from "../../shared/errors.ts";
import { LIMITS } from "../../shared/limits.ts";
import { type Address, isLoopback } from "./address.ts";

const KIND = "comptoir-head-office";
const FORMAT = 1;
const SHOP = /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/;
const BOUNDS = { text: 255, port: 65_535 } as const;

const OTHER = say("ce n'est pas un fichier de 'comptoir head-office enrol'", "this is no file of 'comptoir head-office enrol'");
const LATER = say("ce fichier vient d'une autre version de Comptoir", "this file was made by another version of Comptoir");
const DAMAGED = say(
  "ce fichier du siège est abîmé ou incomplet, redemandez-le",
  "this file of head office is damaged or was cut off: ask for it again",
);

export interface Link extends Address {
  /** The shop's key at head office. */
  readonly shop: string;
  readonly name: string;
  readonly user: string;
  readonly password: string;
}

export function writeLink(link: Link): string {
  const { shop, name, host, port, database, tls, ca, user, password } = link;
  return JSON.stringify({ kind: KIND, format: FORMAT, shop, name, host, port, database, tls, ca, user, password });
}

/** Why a text is no such file: a sentence that repeats nothing of it. */
export class NoLink extends Error {
  constructor(readonly said: Bilingual) {
    super(said.en);
  }
}

/** Throws `NoLink`. */
export function readLink(text: string): Link {
  const said = text.length > LIMITS.headOfficeFileChars ? null : parsed(text);
  if (said === null || said["kind"] !== KIND) throw new NoLink(OTHER);
  if (said["format"] !== FORMAT) throw new NoLink(LATER);
  const { shop, name, host, port, database, tls, ca, user, password } = said;
  const texts = [name, host, database, user, password];
  const sound = typeof shop === "string" && SHOP.test(shop) && texts.every(isText) && typeof tls === "boolean" &&
    Number.isInteger(port) && (port as number) > 0 && (port as number) <= BOUNDS.port &&
    (ca === null || typeof ca === "string" && ca.includes("-----BEGIN CERTIFICATE-----"));
  if (!sound) throw new NoLink(DAMAGED);
  return { shop, name, host, port, database, tls, ca, user, password } as Link;
}

/** A shop's key from its name: letters without accents, digits, hyphens. null where nothing is left. */
export function shopKey(name: string): string | null {
  const key = name.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^a-z0-9]+/g, "-").slice(0, 40)
    .replace(/^-+|-+$/g, "");
  return SHOP.test(key) ? key : null;
}

/** What should be said of an address before another PC is told of it; null for nothing. */
export function addressWarning({ host, tls }: Address): string | null {
  if (isLoopback(host)) {
    return `the shop will look for the database at '${host}', which is its own PC: name another with --address`;
  }
  return tls ? null : "the shop will speak to the database without encryption: its network must be trusted";
}

function isText(value: unknown): boolean {
  return typeof value === "string" && value !== "" && value.length <= BOUNDS.text && !/\p{Cc}/u.test(value);
}

function parsed(text: string): Record<string, unknown> | null {
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value as Record<string, unknown> : null;
  } catch {
    return null;
  }
}
