/** GET /api/rights: the owner reads what each role may do. */
import assert from "node:assert/strict";
import type { Role } from "../../shared/roles.ts";
import { answerOf } from "../support/server.ts";
import { Shop } from "../support/shop.ts";

interface Listed {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rights: readonly { role: Role; select: boolean; insert: string[]; update: string[]; delete: boolean }[];
}
interface Own {
  readonly name: string;
  readonly columns: readonly { name: string; insert: boolean; update: boolean }[];
  readonly rights: { readonly delete: boolean };
}

Deno.test("what the owner reads of a role's rights is what that role is told itself, table by table", async () => {
  await using shop = await Shop.open(["nora", "chloe"]);
  const { tables } = (await answerOf(await shop.owner.get("/api/rights"))).body as { tables: Listed[] };
  assert.ok(tables.length > 10 && tables.every(({ name }) => !name.startsWith("_")));
  for (const [role, person] of [["vendeur", shop.nora], ["caisse", shop.chloe], ["administrateur", shop.owner]] as const) {
    const own = (await answerOf(await person.get("/api/schema"))).body.tables as Own[];
    const seen = tables.flatMap(({ name, rights }) => {
      const right = rights.find((one) => one.role === role)!;
      return right.select ? [{ name, ...right }] : [];
    });
    const names = (columns: Own["columns"], may: "insert" | "update") =>
      columns.filter((column) => column[may]).map(({ name }) => name);
    assert.deepEqual(
      seen.map(({ name, insert, update, delete: deletes }) => ({
        name,
        insert: insert.toSorted(),
        update: update.toSorted(),
        deletes,
      })),
      own.map(({ name, columns, rights }) => ({
        name,
        insert: names(columns, "insert").toSorted(),
        update: names(columns, "update").toSorted(),
        deletes: rights.delete,
      })),
      role,
    );
  }
});
