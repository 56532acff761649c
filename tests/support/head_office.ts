/** A head office for a test: its database, the files it hands out, and what it has of each shop. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Address } from "../../server/head_office/address.ts";
import { Connection } from "../../server/head_office/connection.ts";
import type { JournalRow } from "../../server/head_office/journal_source.ts";
import { comptoir, type Ended, run } from "./command_line.ts";
import { eventually } from "./feed.ts";
import type { Postgres } from "./postgres.ts";

/** A shop whose server has this folder. */
interface Sending {
  readonly server: { readonly dir: string };
}

export class HeadOffice {
  private constructor(readonly postgres: Postgres, readonly url: string, readonly folder: string, readonly port: number) {}

  /** `port`: where shops find the database, if that is not where it is. */
  static async open(postgres: Postgres, port = postgres.port): Promise<HeadOffice> {
    const office = new HeadOffice(
      postgres,
      await postgres.database(),
      await Deno.makeTempDir({ prefix: "comptoir-siege-" }),
      port,
    );
    const { code, err } = await office.run("init");
    assert.equal(code, 0, err);
    return office;
  }

  /** By the variable: an address with a password is no argument. */
  run(verb: string, ...more: readonly string[]): Promise<Ended> {
    return run(["head-office", verb, ...more], { env: { COMPTOIR_HEAD_OFFICE_DATABASE: this.url } });
  }

  /** The file for a shop. */
  async enrol(name: string, ...more: readonly string[]): Promise<string> {
    const file = join(this.folder, `${name}-${crypto.randomUUID()}.json`);
    const address = ["--address", `127.0.0.1:${this.port}`];
    const { code, err } = await this.run("enrol", "--shop", name, "--out", file, ...address, ...more);
    assert.equal(code, 0, err);
    return file;
  }

  /** Publishes a file with that text. */
  async publish(kind: string, text: string | object, ...more: readonly string[]): Promise<Ended> {
    const file = join(this.folder, `${kind}-${crypto.randomUUID()}`);
    await Deno.writeTextFile(file, typeof text === "string" ? text : JSON.stringify(text));
    return await this.run("publish", kind, file, ...more);
  }

  /** Waits until a shop has told what became of a publication. */
  async becameOf(
    publication: number,
    shop: string,
    wanted: string,
  ): Promise<{ readonly motif: string | null; readonly detail: string }> {
    const sql = "SELECT etat, motif, detail, gardes FROM comptoir.publications_boutiques WHERE publication = $1 AND shop = $2";
    let found = (await this.rows<Became>(sql, [publication, shop]))[0];
    await eventually(async () => {
      found = (await this.rows<Became>(sql, [publication, shop]))[0];
      if (found?.etat === "refusee" && wanted !== "refusee") throw new Error(`${publication} was refused: ${found.motif}`);
      return found?.etat === wanted;
    }, `publication ${publication} is ${wanted} in ${shop}`);
    return found!;
  }

  rows<Row = Record<string, unknown>>(text: string, params: readonly (string | number)[] = []): Promise<readonly Row[]> {
    return this.postgres.rows<Row>(this.url, text, params);
  }

  /** Links a shop, whose server runs. */
  async link(shop: Sending, name: string): Promise<void> {
    const { code, err } = await comptoir("head-office", "join", await this.enrol(name), "--data", shop.server.dir);
    assert.equal(code, 0, err);
  }

  async received(name: string): Promise<number> {
    const [found] = await this.rows<{ seq: string }>("SELECT seq FROM comptoir.positions WHERE shop = $1", [name]);
    return Number(found?.seq ?? 0);
  }

  /** Waits until head office has all that the shop has. */
  async hasAll(shop: Sending, name: string): Promise<void> {
    await eventually(async () => {
      const head = inspect(shop, (db) => db.prepare("SELECT max(seq) AS n FROM _journal").get()!["n"]);
      return await this.received(name) === head;
    }, `all of ${name} at head office`);
  }

  /** What it has of a shop is what the shop has: each record once, byte for byte. */
  async assertSame(shop: Sending, name: string): Promise<void> {
    // Head office first, and of the shop as much: what is written between the two is no difference.
    const there = await this.lineage(name);
    const last = Number(there.at(-1)?.seq ?? 0);
    const here = inspect(
      shop,
      (db) => db.prepare("SELECT seq, content, hash FROM _journal WHERE seq <= ? ORDER BY seq").all(last),
    );
    assert.equal(there.length, here.length, name);
    assert.ok(there.length > 0, "the premise");
    assert.deepEqual(
      there.map(({ seq, content, hash }) => ({ seq: Number(seq), content, hash })),
      here.map((row) => ({ ...row })),
    );
    const told = new Set(here.flatMap(({ content }) => signedKeys(content as string)));
    const signed = inspect(shop, (db) => db.prepare("SELECT * FROM journal_fiscal ORDER BY serie, seq").all())
      .filter(({ serie, seq }) => told.has(`${serie} ${seq}`));
    assert.equal(signed.length, told.size, "the premise: each that the journal tells of is there");
    const kept = await this.rows(
      `SELECT serie, seq::float8 AS seq, genre, version_format, contenu, signature_precedente, empreinte, signature, cle_id, horodatage
       FROM comptoir.fiscal f WHERE shop = $1 AND journal_seq <= $2::bigint AND ${OF_THE_PRESENT} ORDER BY serie COLLATE "C", seq`,
      [name, last],
    );
    assert.deepEqual(kept.map((row) => ({ ...row })), signed.map((row) => ({ ...row })));
  }

  /** The records of the shop's present life, those of before its last restore among them. */
  lineage(name: string): Promise<readonly JournalRow[]> {
    return this.rows<JournalRow>(
      `SELECT f.* FROM (SELECT *, seq AS journal_seq FROM comptoir.journal) f WHERE shop = $1 AND ${OF_THE_PRESENT} ORDER BY seq`,
      [name],
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Deno.remove(this.folder, { recursive: true });
  }
}

/** The number of what was published, which must have succeeded. */
export function published({ code, err, out }: Ended): number {
  assert.equal(code, 0, err);
  return Number(/^Publication (\d+):/m.exec(out)![1]);
}

/** A connection to head office's database that ends with the test. */
export async function openAs(at: Address, user: string, password: string) {
  const there = await Connection.open({ ...at, user, password });
  return { there, [Symbol.asyncDispose]: () => there.close() };
}

interface Became {
  readonly etat: string;
  readonly motif: string | null;
  readonly detail: string;
}

/** Of each epoch in the line of the present one, what no later one of that line has replaced. */
const OF_THE_PRESENT = `EXISTS (
  WITH RECURSIVE line (epoch, parent, low, high) AS (
    SELECT e.epoch, e.parent, e.base, 9223372036854775807 FROM comptoir.epochs e
      WHERE e.shop = $1 AND e.epoch = (SELECT max(epoch) FROM comptoir.epochs WHERE shop = $1)
    UNION ALL SELECT e.epoch, e.parent, e.base, line.low FROM line JOIN comptoir.epochs e ON e.shop = $1 AND e.epoch = line.parent
  ) SELECT 1 FROM line WHERE line.epoch = f.epoch AND f.journal_seq > line.low AND f.journal_seq <= line.high)`;

/** The signed records of which a record of the journal tells. */
function signedKeys(content: string): string[] {
  const { changes } = JSON.parse(content) as {
    readonly changes: readonly { table: string; key: { serie: string; seq: number } }[];
  };
  return changes.filter(({ table }) => table === "journal_fiscal").map(({ key: { serie, seq } }) => `${serie} ${seq}`);
}

/** A shop's database as it is, read beside its server. */
export function inspect<T>({ server: { dir } }: Sending, look: (db: DatabaseSync) => T): T {
  const db = new DatabaseSync(`${dir}/comptoir.db`, { readOnly: true });
  try {
    return look(db);
  } finally {
    db.close();
  }
}
