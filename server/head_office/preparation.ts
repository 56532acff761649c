/** Makes head office's schema what this version wants, from nothing or from any version before: as often as one likes. */
import type { Asking, Connection } from "./connection.ts";
import { READERS, SHOP_ROLE } from "./roles.ts";
import { FIGURES, FOUNDATION, grantsOf, STEPS, VERSION } from "./schema.ts";
import { Trouble } from "./trouble.ts";

export interface Prepared {
  /** 0 for a database that had none of it. */
  readonly from: number;
  readonly to: number;
}

/** Steps are noted when all is done, last of all: what was cut off is done once more, and no shop looks for what is not there yet. */
export async function prepare(asking: Pick<Connection, "ask" | "transaction">): Promise<Prepared> {
  await requireUtf8(asking);
  await roleExists(asking, READERS) || await asking.ask(`CREATE ROLE ${READERS} NOLOGIN`);
  for (const statement of FOUNDATION) await asking.ask(statement);
  const from = await versionOf(asking);
  if (from > VERSION) throw new Trouble("other_version", `${from} > ${VERSION}`);
  for (const [at, { statements }] of STEPS.entries()) {
    if (at >= from) { for (const statement of statements) await asking.ask(statement); }
  }
  for (const statements of from < VERSION ? FIGURES : []) {
    await asking.transaction(async (within) => {
      for (const statement of statements) await within.ask(statement);
    });
  }
  const { rows } = await asking.ask<{ shop: string }>("SELECT shop FROM comptoir.shops");
  for (const { shop } of rows) {
    const role = SHOP_ROLE + shop;
    if (await roleExists(asking, role)) { for (const grant of grantsOf(`"${role}"`)) await asking.ask(grant); }
  }
  for (const [at, { name }] of STEPS.entries()) {
    if (at >= from) await asking.ask("INSERT INTO comptoir.steps (version, name) VALUES ($1, $2)", [at + 1, name]);
  }
  return { from, to: VERSION };
}

/** Throws for a database that nobody prepared, or an earlier version; for one of a later version where that matters. */
export async function requirePrepared(asking: Asking, { laterToo }: { readonly laterToo: boolean }): Promise<void> {
  const version = await versionOf(asking);
  if (version === 0) throw new Trouble("not_initialised");
  if (version < VERSION || !laterToo && version > VERSION) throw new Trouble("other_version", `${version}, ${VERSION}`);
}

export async function roleExists(asking: Asking, role: string): Promise<boolean> {
  return (await asking.ask("SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = $1", [role])).count > 0;
}

async function versionOf(asking: Asking): Promise<number> {
  const { rows: [found] } = await asking.ask<{ version: number }>(
    "SELECT coalesce(max(version), 0)::int AS version FROM comptoir.steps",
  );
  return Number(found!.version);
}

/** Text has to come back byte for byte. */
async function requireUtf8(asking: Asking): Promise<void> {
  const { rows: [found] } = await asking.ask<{ server_encoding: string }>("SHOW server_encoding");
  if (!/^utf-?8$/i.test(found!.server_encoding)) throw new Trouble("unexpected", `server_encoding ${found!.server_encoding}`);
}
