/** Twenty pages of a database, each written over in a copy of its own: told in plain words, and nothing more is lost by looking. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { SeededRandom } from "../../server/shop/demo/random.ts";
import { comptoir } from "../support/command_line.ts";
import { Staff } from "../support/staff.ts";

const PAGE = 4096;
const PAGES = 20;
/** Another draws other pages. */
const SEED = Number(Deno.env.get("COMPTOIR_SEED") ?? 14);
/** So many commands at once. */
const ABREAST = 4;

interface Finding {
  readonly check: string;
  readonly state: string;
}

Deno.test("of twenty damaged pages each is told by the doctor, or costs nothing that is read; looking changes no byte", async () => {
  const root = await Deno.makeTempDir({ prefix: "comptoir-pages-" });
  const whole = join(root, "comptoir.db");
  {
    await using staff = await Staff.open({ nora: "vendeur" });
    for (let n = 0; n < 40; n++) {
      const id = crypto.randomUUID();
      assert.equal((await staff.people.nora.query("insert", "INSERT INTO ventes (id) VALUES (?)", [id])).status, 200);
    }
    await staff.server.stop();
    // SQLite's own copy: nothing of it lies in a log.
    const db = new DatabaseSync(join(staff.server.dir, "comptoir.db"));
    db.exec(`VACUUM INTO '${whole}'`);
    db.close();
  }
  const before = readIn(whole);
  const bytes = Deno.readFileSync(whole);
  const random = new SeededRandom(SEED);
  const drawn = Array.from({ length: PAGES }, () => random.between(0, bytes.length / PAGE - 1));
  const told: string[] = [];
  const look = async (page: number, at: number) => {
    const dir = join(root, `copy-${at}`);
    const file = join(dir, "comptoir.db");
    Deno.mkdirSync(dir);
    const damaged = new Uint8Array(bytes);
    damaged.fill(0xa5, page * PAGE, (page + 1) * PAGE);
    Deno.writeFileSync(file, damaged);
    const { code, out, err } = await comptoir("doctor", "--json", "--port", "0", "--data", dir);
    const what = `page ${page} (COMPTOIR_SEED=${SEED}): ${out}${err}`;
    assert.equal(code, 1, what);
    assert.doesNotMatch(out + err, /\bat \S+:\d+|\.ts\b/, what);
    const findings: readonly Finding[] = JSON.parse(out).findings;
    const bad = findings.some(({ check, state }) => state === "bad" && (check === "database" || check === "journal"));
    if (bad) told.push(String(page));
    else assert.deepEqual(readIn(file), before, what);
    assert.equal(sumOf(Deno.readFileSync(file)), sumOf(damaged), what);
  };
  for (let at = 0; at < PAGES; at += ABREAST) {
    await Promise.all(drawn.slice(at, at + ABREAST).map((page, beside) => look(page, at + beside)));
  }
  assert.ok(told.length > 0, "the premise: most pages hold something");
  await Deno.remove(root, { recursive: true });
});

/** Every row of the shop's sales and of the journal. */
function readIn(file: string): unknown {
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    return ["ventes", "_journal", "produits", "_users"].map((table) => db.prepare(`SELECT * FROM ${table} NOT INDEXED`).all());
  } finally {
    db.close();
  }
}

function sumOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
