/** `comptoir head-office init, enrol, verify, rebuild`: what head office does, from any PC that reaches its database. */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { type Address, type Credential, databaseTold, readAddress, readPlace } from "../head_office/address.ts";
import type { Connection } from "../head_office/connection.ts";
import { enrol as enrolShop } from "../head_office/enrolment.ts";
import { addressWarning, type Link, shopKey, writeLink } from "../head_office/link_file.ts";
import { prepare, requirePrepared } from "../head_office/preparation.ts";
import { rebuild as rebuildShop } from "../head_office/rebuilding.ts";
import { type ReceivedShop, shopsAt } from "../head_office/received.ts";
import { READERS } from "../head_office/roles.ts";
import { FACTS_VERSION } from "../head_office/schema.ts";
import { OfficeRefused, Trouble } from "../head_office/trouble.ts";
import { type ShopVerification, verifyShop } from "../head_office/verification.ts";
import { Refused } from "./console.ts";
import { progressOf } from "./progress_line.ts";

export interface DatabaseFlags {
  readonly database: string;
  /** A file with the authority's certificate, PEM. */
  readonly ca?: string;
}

export interface EnrolFlags extends DatabaseFlags {
  readonly shop: string;
  readonly address?: string;
  readonly out?: string;
  readonly again?: boolean;
  readonly qr?: boolean;
}

/** Bytes that a code on a terminal may have: beyond, no telephone reads it off a screen. */
const QR_BYTES = 600;

export async function init(flags: DatabaseFlags): Promise<number> {
  const { from, to } = await withDatabase(flags, prepare);
  const done = from === to ? "is prepared already" : from === 0 ? "is prepared" : `is brought from version ${from} to ${to}`;
  console.log(`The database ${done} (version ${to}). Enrol each shop: comptoir head-office enrol --shop NAME`);
  if (from > 0 && from < FACTS_VERSION) {
    console.log("What shops have sent so far is told in figures by: comptoir head-office rebuild");
  }
  console.log(`Who reads it, such as Metabase, has a role of the database's own: GRANT ${READERS} TO that_role`);
  return 0;
}

export async function enrol(flags: EnrolFlags): Promise<number> {
  const { shop: name, again = false } = flags;
  const address = toldAddress(addressOf(flags), flags.address);
  const file = resolve(flags.out ?? `comptoir-${shopKey(name) ?? "shop"}.json`);
  const link = await withDatabase(
    flags,
    (connection) => inFile(file, () => enrolShop(connection, { name: name.trim(), address, again })),
  );
  const warning = addressWarning(link);
  if (warning !== null) console.warn(`Warning: ${warning}.`);
  console.log(`The shop '${link.shop}' is enrolled. Its file: ${file}`);
  console.log(
    "It is a secret until the shop has taken it, once, by 'comptoir head-office join FILE'; then it opens nothing any more.\n" +
      "Hand it over on a stick or by a message that nobody else reads.",
  );
  if (flags.qr === true) await showCode(writeLink(link));
  return 0;
}

export interface VerifyFlags extends DatabaseFlags {
  readonly shop?: string;
}

/** Every shop's chains, or one's; the exit code is 1 when a record is wrong. */
export async function verify(flags: VerifyFlags): Promise<number> {
  return await withDatabase(flags, async (connection) => {
    await requirePrepared(connection, { laterToo: true });
    const asked = await askedShops(connection, flags.shop);
    let code = 0;
    for (const shop of asked) {
      const progress = progressOf(shop.shop);
      const found = await verifyShop(connection, shop, (records) => progress(records, shop.head + 1));
      progress(0, 0);
      if (found.problem !== null) code = 1;
      console.log(told(shop, found));
    }
    return code;
  });
}

/** Makes the tables of figures anew from the records. */
export async function rebuild(flags: VerifyFlags): Promise<number> {
  return await withDatabase(flags, async (connection) => {
    await requirePrepared(connection, { laterToo: false });
    for (const shop of await askedShops(connection, flags.shop)) {
      const progress = progressOf(shop.shop);
      const records = await rebuildShop(connection, shop, (done) => progress(done, shop.head + 1));
      progress(0, 0);
      console.log(`${shop.shop} (${shop.name}): made anew from ${records} records.`);
    }
    return 0;
  });
}

/** All that are enrolled, or the one that is named. */
async function askedShops(connection: Connection, name: string | undefined): Promise<readonly ReceivedShop[]> {
  const all = await shopsAt(connection);
  const asked = name === undefined ? all : all.filter(({ shop }) => shop === shopKey(name));
  if (asked.length === 0) throw new Refused(name === undefined ? "No shop is enrolled." : `No shop '${name}' is enrolled.`);
  return asked;
}

function told({ shop, name, seq, head, seen_at }: ReceivedShop, found: ShopVerification): string {
  const { records, signed, first_wrong, problem } = found;
  const state = problem === null
    ? `whole: ${records} records, ${signed} signed ones`
    : `not whole. First wrong record: ${first_wrong}: ${problem}`;
  const lag = seen_at === null ? "never heard of" : `${head - seq} records to come when it was heard of last, ${seen_at}`;
  return `${shop} (${name}): ${state}; ${lag}.`;
}

/** Does something with the database; what is wrong with it is told in a sentence. */
export async function withDatabase<T>(flags: DatabaseFlags, work: (connection: Connection) => Promise<T>): Promise<T> {
  const at = addressOf(flags);
  const { Connection } = await import("../head_office/connection.ts");
  try {
    const connection = await Connection.open(at);
    try {
      return await work(connection);
    } finally {
      await connection.close();
    }
  } catch (error) {
    if (error instanceof OfficeRefused) throw new Refused(`${error.message}.`);
    if (error instanceof Trouble) throw new Refused(`${sentenceFor(error, at)}.`);
    throw error;
  }
}

/** SQLSTATE */
const NO_DATABASE = "3D000";

function sentenceFor({ code, told, message, state }: Trouble, at: Address & Credential): string {
  const sentence = state === NO_DATABASE
    ? `there is no database of that name: CREATE DATABASE "${at.database}" OWNER "${at.user}"`
    : code === "credential"
    ? `the database refuses '${at.user}', or that it does this (${told})`
    : message;
  return `${databaseTold(at)}: ${sentence}`;
}

function addressOf({ database, ca }: DatabaseFlags): Address & Credential {
  try {
    return readAddress(database, ca === undefined ? null : certificateIn(ca));
  } catch (error) {
    throw new Refused(`${(error as Error).message}.`);
  }
}

function certificateIn(file: string): string {
  try {
    const text = readFileSync(file, "utf8");
    if (text.includes("-----BEGIN CERTIFICATE-----")) return text;
  } catch {
    // Told below.
  }
  throw new Error(`--ca wants a file with a certificate (PEM): '${file}' is none`);
}

/** Shops may reach the database by another name than head office does. */
function toldAddress({ host, port, database, tls, ca }: Address, told: string | undefined): Address {
  const place = told === undefined ? { host, port } : readPlace(told);
  if (place === null) throw new Refused("--address wants HOST or HOST:PORT, as shops reach the database.");
  return { ...place, database, tls, ca };
}

/** The file is there before the shop has another password, which would be lost without it; and gone again where that is not made. */
async function inFile(file: string, make: () => Promise<Link>): Promise<Link> {
  try {
    writeFileSync(file, "", { flag: "wx", mode: 0o600 });
  } catch (error) {
    const why = (error as { code?: string }).code === "EEXIST"
      ? "there is a file of that name already"
      : (error as Error).message;
    throw new Refused(`'${file}' cannot be written: ${why}. Name another with --out.`);
  }
  try {
    const link = await make();
    writeFileSync(file, `${writeLink(link)}\n`);
    return link;
  } catch (error) {
    rmSync(file, { force: true });
    throw error;
  }
}

async function showCode(text: string): Promise<void> {
  if (text.length > QR_BYTES) {
    console.log("As a code it would be too fine to be read off a screen: hand over the file.");
    return;
  }
  const { renderUnicodeCompact } = await import("uqr");
  console.log(renderUnicodeCompact(text, { border: 2 }));
}
