/** The journal read across the edges of its files: by every filter, either way and page by page, while years are sealed, and past a clock that was put back. */
import assert from "node:assert/strict";
import { exportedText } from "../../server/database/journal/export.ts";
import { findInParts } from "../../server/database/journal/find.ts";
import { JournalParts } from "../../server/database/journal/parts.ts";
import { sealsIn } from "../../server/database/journal/seals.ts";
import type { JournalSearch } from "../../server/database/journal/search.ts";
import { openReader } from "../../server/database/sql/sqlite.ts";
import { StatementCache } from "../../server/database/sql/statements.ts";
import { newFolder } from "../support/own_folder.ts";
import { FIRST, pastYears, SECOND } from "../support/past_years.ts";
import { inside, oneOf, seal, sealedFile, verify } from "../support/sealed.ts";
import { SealSteps } from "../support/seal_steps.ts";
import { YearShop } from "../support/year_shop.ts";

const ALL: JournalSearch = {
  ...{ kind: null, userId: null, table: null, key: null, from: null, to: null },
  ...{ after: Number.MIN_SAFE_INTEGER, before: Number.MAX_SAFE_INTEGER, order: "ASC", limit: 90 },
};

/** Of a data folder, closed with its block. */
class Journal implements Disposable {
  readonly #db;
  readonly parts: JournalParts;
  constructor(dir: string) {
    this.#db = openReader(`${dir}/comptoir.db`);
    this.parts = new JournalParts(new StatementCache(this.#db), `${dir}/journal`);
  }

  /** What all pages of a search hold, one after the other. */
  pages(search: JournalSearch): number[] {
    const found: number[] = [];
    for (let at = search;;) {
      const { seqs, more } = findInParts(this.parts, at, Infinity, false)!;
      found.push(...seqs);
      if (!more) return found;
      at = at.order === "ASC" ? { ...at, after: seqs.at(-1)! } : { ...at, before: seqs.at(-1)! };
    }
  }

  text(search: JournalSearch = ALL): Generator<string> {
    return exportedText(this.parts, search, "jsonl", (at) => at);
  }

  [Symbol.dispose](): void {
    this.#db.close();
  }
}

Deno.test("pages of any size begin and end on either side of an edge, by every filter, with the records that one file had", async () => {
  const whole = await pastYears();
  const dir = await pastYears();
  const steps = new SealSteps(dir);
  steps.seal(FIRST);
  steps.seal(SECOND);
  await steps.leave();
  using one = new Journal(whole);
  using many = new Journal(dir);
  const edges = inside(`${dir}/comptoir.db`, sealsIn);
  const head = oneOf(whole, "SELECT max(seq) FROM _journal") as number;
  const sold = oneOf(whole, "SELECT id FROM ventes ORDER BY cree_le DESC LIMIT 1") as string;
  const filters: Partial<JournalSearch>[] = [
    {},
    { kind: "write" },
    { kind: "cloture" },
    { kind: "user_added" },
    { userId: 2 },
    { userId: 2, kind: "write" },
    { userId: 99 },
    { table: "clotures" },
    { table: "ventes", kind: "write" },
    { table: "produits", key: { id: 3 } },
    { table: "ventes", key: { id: sold } },
    { from: `${FIRST}-12-20T00:00:00.000Z`, to: `${SECOND}-01-20T00:00:00.000Z` },
    { from: `${SECOND}-12-31T23:00:00.000Z`, table: "ventes" },
    { to: `${FIRST}-12-31T23:00:00.000Z`, userId: 2 },
  ];
  const bounds = [
    { after: 0, before: head + 1 },
    ...edges.flatMap(({ last_seq: last }) =>
      [-2, -1, 0, 1, 2].flatMap((by) => [
        { after: last + by, before: last + 40 },
        { after: last - 40, before: last + by },
        { after: last - 2 + by, before: last + 2 },
      ])
    ),
  ];
  let compared = 0;
  for (const filter of filters) {
    for (const bound of bounds) {
      for (const order of ["ASC", "DESC"] as const) {
        for (const limit of bound.after === 0 ? [7, 500] : [1, 2, 3]) {
          const search = { ...ALL, ...filter, ...bound, order, limit };
          const found = many.pages(search);
          assert.deepEqual(found, one.pages(search), JSON.stringify(search));
          compared += found.length;
        }
      }
    }
  }
  assert.ok(compared > 5_000, String(compared));
  // A seldom kind is found by its index in each file, as in the database.
  for (const file of [`${dir}/comptoir.db`, sealedFile(dir, FIRST)]) {
    const sql = "EXPLAIN QUERY PLAN SELECT seq FROM _journal WHERE kind = 'clock_put_back' AND kind <> 'write' ORDER BY seq";
    assert.match(JSON.stringify(inside(file, (db) => db.prepare(sql).all())), /_journal_kinds/);
  }
});

Deno.test("an export that is under way while its years are sealed has every record of them, once", async () => {
  const dir = await pastYears();
  const head = oneOf(dir, "SELECT max(seq) FROM _journal") as number;
  using before = new Journal(dir);
  const asked = { ...ALL, before: head + 1 };
  const whole = [...before.text(asked)].join("");
  assert.equal(whole.split("\n").length - 1, head);
  using meanwhile = new Journal(dir);
  const text = meanwhile.text(asked);
  const pieces = [text.next().value as string];
  const steps = new SealSteps(dir);
  steps.seal(FIRST);
  pieces.push(text.next().value as string);
  steps.seal(SECOND);
  await steps.leave();
  pieces.push(...text);
  assert.equal(pieces.join(""), whole);
});

Deno.test("records of a clock that was put back across New Year go with the year behind them, and are found by their dates", async () => {
  const dir = await newFolder();
  const shop = await YearShop.make({ year: FIRST, seed: 3, every: 8, tickets: 1 }, dir);
  const at = (day: string, name: string) => {
    shop.clock.at = Date.parse(`${day}T12:00:00Z`);
    shop.write(shop.owner, ["INSERT INTO categories (nom) VALUES (?)", name]);
  };
  at(`${FIRST}-06-01`, "thés");
  at(`${SECOND}-01-02`, "too early");
  at(`${FIRST}-12-30`, "put back");
  at(`${SECOND}-03-01`, "cafés");
  at(`${SECOND + 1}-03-01`, "eaux");
  await shop.leave();
  const days: Partial<JournalSearch>[] = [
    { from: `${FIRST}-12-01T00:00:00.000Z`, to: `${SECOND}-01-01T00:00:00.000Z` },
    { from: `${SECOND}-01-01T00:00:00.000Z`, to: `${SECOND}-02-01T00:00:00.000Z` },
    { to: `${SECOND}-01-01T00:00:00.000Z`, table: "categories" },
  ];
  const found = (order: "ASC" | "DESC") => {
    using journal = new Journal(dir);
    return days.map((day) => journal.pages({ ...ALL, ...day, order, limit: 2 }));
  };
  const before = [found("ASC"), found("DESC")];
  assert.ok(before[0]!.every(({ length }) => length > 0));
  for (const year of [FIRST, FIRST, SECOND, SECOND]) {
    const { code, err } = await seal(dir, year);
    assert.equal(code, 0, err);
  }
  assert.deepEqual([found("ASC"), found("DESC")], before);
  const dates = inside(
    sealedFile(dir, SECOND),
    (db) => db.prepare("SELECT DISTINCT substr(at, 1, 7) AS day FROM _journal ORDER BY 1").all(),
  );
  assert.deepEqual(dates.map(({ day }) => day), [`${FIRST}-12`, `${SECOND}-01`, `${SECOND}-03`]);
  assert.equal((await verify(dir)).code, 0);
});
