/** Gives a shop its rows at head office: a role that may add to them, and nothing else of anybody's. */
import type { Address } from "./address.ts";
import type { Asking } from "./connection.ts";
import { type Link, shopKey } from "./link_file.ts";
import { requirePrepared, roleExists } from "./preparation.ts";
import { SHOP_ROLE } from "./roles.ts";
import { grantsOf } from "./schema.ts";
import { randomPassword, verifierOf } from "./scram.ts";
import { OfficeRefused } from "./trouble.ts";

export interface Enrolment {
  readonly name: string;
  /** Where the shop finds the database. */
  readonly address: Address;
  /** Another credential for a shop that is enrolled; whoever has the one of before is shut out. */
  readonly again: boolean;
}

/** Each statement may be run again: what was cut off is ended by asking with `again`. */
export async function enrol(asking: Asking, { name, address, again }: Enrolment): Promise<Link> {
  const shop = shopKey(name);
  if (shop === null) throw new OfficeRefused("--shop wants a name with a letter or a digit in it");
  await requirePrepared(asking, { laterToo: false });
  const role = SHOP_ROLE + shop;
  const [known, taken] = [await isEnrolled(asking, shop), await roleExists(asking, role)];
  if (known && !again) {
    throw new OfficeRefused(
      `the shop '${shop}' is enrolled already: --again makes another file, and the one of before is void`,
    );
  }
  if (!known && again) throw new OfficeRefused(`no shop '${shop}' is enrolled: leave out --again`);
  // Roles are the whole server's, and another database there may be another head office.
  if (!known && taken) {
    throw new OfficeRefused(`the role '${role}' is there already, of another database: choose another name`);
  }
  const password = randomPassword();
  await asking.ask("INSERT INTO comptoir.shops (shop, name) VALUES ($1, $2) ON CONFLICT (shop) DO NOTHING", [shop, name]);
  await asking.ask(
    "INSERT INTO comptoir.positions (shop, epoch, seq, hash, head) VALUES ($1, 0, 0, '', 0) ON CONFLICT (shop) DO NOTHING",
    [shop],
  );
  await asking.ask(`${taken ? "ALTER" : "CREATE"} ROLE "${role}" LOGIN PASSWORD '${verifierOf(password)}'`);
  for (const grant of grantsOf(`"${role}"`)) await asking.ask(grant);
  return { ...address, shop, name, user: role, password };
}

/** Gives the role that asks another password, which nobody else has seen: the file that brought the first one is void then. */
export async function changeOwnPassword(asking: Asking, role: string, password: string): Promise<void> {
  if (!/^[a-z0-9_-]+$/.test(role)) throw new Error("no role of a shop");
  await asking.ask(`ALTER ROLE "${role}" PASSWORD '${verifierOf(password)}'`);
}

async function isEnrolled(asking: Asking, shop: string): Promise<boolean> {
  return (await asking.ask("SELECT 1 FROM comptoir.shops WHERE shop = $1", [shop])).count > 0;
}
