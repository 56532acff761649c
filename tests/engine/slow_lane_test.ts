/** The server's own processes, for what may have to be ended: none outlives its purpose, and none costs anybody an answer. */
import assert from "node:assert/strict";
import { isRunning, ownProcess, rightsOf } from "../support/own_processes.ts";
import { startServer, type TestServer } from "../support/server.ts";
import { Staff } from "../support/staff.ts";
import { onLinux } from "../support/where.ts";

const linux = onLinux();

const ROOT = new URL("../..", import.meta.url).pathname;
const ENDLESS = "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) AS n FROM n";
const SLOW = "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 10) SELECT count(*) AS n FROM n";
/** What no process of ours outlives the server by, in milliseconds. */
const OUTLIVED_MS = 5_000;

async function eventually(claim: () => boolean, ms: number): Promise<boolean> {
  for (const until = Date.now() + ms; Date.now() < until;) {
    if (claim()) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return claim();
}

/** The process that a server has just started for a slow read. */
function childOf(server: TestServer): Promise<number> {
  return ownProcess(server, "slow-reads");
}

Deno.test({
  name: "a server that is killed takes its slow processes along, in the middle of a statement too",
  ...linux,
  fn: async () => {
    await using staff = await Staff.open({});
    const { server, owner } = staff;
    const asking = owner.query("select", ENDLESS).catch(() => null);
    const child = await childOf(server);
    try {
      // Well inside the statement: starting takes less.
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      assert.ok(isRunning(child));
      await server.kill();
      await asking;
      assert.ok(await eventually(() => !isRunning(child), OUTLIVED_MS), "it burns a processor and holds a snapshot for ever");
    } finally {
      if (isRunning(child)) Deno.kill(child, "SIGKILL");
      await Deno.remove(server.dir, { recursive: true });
    }
  },
});

Deno.test({
  name: "a slow process ends at its own limit when the server is stopped and cannot end it",
  ...linux,
  fn: async () => {
    await using staff = await Staff.open({ nora: "vendeur" });
    const { server, owner, people: { nora: seller } } = staff;
    // A process that is there already has the statement at once.
    assert.equal((await seller.query("select", SLOW)).status, 200);
    const asking = seller.query("select", ENDLESS);
    const child = await childOf(server);
    await new Promise((resolve) => setTimeout(resolve, 500));
    server.process.kill("SIGSTOP");
    try {
      assert.ok(await eventually(() => !isRunning(child), 2_000 + OUTLIVED_MS), "a till's statement runs 2 s");
    } finally {
      server.process.kill("SIGCONT");
    }
    const { status } = await asking;
    assert.equal(status, 503);
    assert.equal((await owner.query("select", SLOW)).body.rows[0].n, 10, "the server goes on");
  },
});

Deno.test({
  name: "slow processes that are killed from outside, idle or at work, cost nobody an answer",
  ...linux,
  fn: async () => {
    await using staff = await Staff.open({});
    const { server, owner } = staff;
    assert.equal((await owner.query("select", SLOW)).body.rows[0].n, 10);
    const idle = await childOf(server);
    Deno.kill(idle, "SIGKILL");
    await eventually(() => !isRunning(idle), 2_000);
    const { status, body } = await owner.query("select", SLOW);
    assert.deepEqual([status, body.rows], [200, [{ n: 10 }]]);

    const asking = owner.query("select", SLOW.replace("10", "5000000"));
    const working = await childOf(server);
    await new Promise((resolve) => setTimeout(resolve, 300));
    Deno.kill(working, "SIGKILL");
    assert.equal((await asking).status, 200);
  },
});

Deno.test({
  name: "while the executable is replaced, what is slow is told busy, and the server lives",
  ...linux,
  fn: async () => {
    const folder = await Deno.makeTempDir({ prefix: "comptoir-replaced-" });
    const executable = `${folder}/deno`;
    await Deno.link(Deno.execPath(), executable).catch(() => Deno.copyFile(Deno.execPath(), executable));
    const rights = ["--allow-net", "--allow-read", "--allow-write", "--allow-env", "--allow-sys", "--allow-run"];
    await using staff = await Staff.open({ nora: "vendeur" }, {
      command: [executable, "run", "--quiet", "--no-prompt", "--no-check", ...rights, `${ROOT}main.ts`],
    });
    const { server, owner, people: { nora: seller } } = staff;
    try {
      await Deno.rename(executable, `${executable}.old`);
      for (let time = 0; time < 2; time++) {
        const asked = [owner, owner, owner, seller, seller].map((person) => person.query("select", SLOW));
        for (const { status, body } of await Promise.all(asked)) assert.deepEqual([status, body.code], [503, "busy"]);
      }
      assert.equal((await owner.query("select", "SELECT 1 AS one")).status, 200);
      await Deno.rename(`${executable}.old`, executable);
      assert.equal((await owner.query("select", SLOW)).status, 200);
    } finally {
      await server.dispose().catch(() => {});
      await Deno.remove(folder, { recursive: true });
    }
  },
});

Deno.test({
  name: "a process for slow reads may read and nothing else; one for the owner's long writes writes into one folder",
  ...linux,
  fn: async () => {
    await using staff = await Staff.open({});
    const { server, owner } = staff;
    assert.equal((await owner.query("select", SLOW)).status, 200);
    assert.deepEqual(rightsOf(await childOf(server)), ["--allow-read", "--allow-sys=setPriority"]);
    const long = owner.query(
      "update",
      `UPDATE boutique SET nom = (${ENDLESS.replace("SELECT x + 1 FROM n", "SELECT x + 1 FROM n WHERE x < 3000000")})`,
    );
    assert.deepEqual(rightsOf(await ownProcess(server, "rehearsals")), ["--allow-read", "--allow-sys=setPriority"]);
    const { status, body } = await long;
    assert.equal(status, 200, JSON.stringify(body));
  },
});

Deno.test("a compiled program, which has every right, keeps for such a process what it needs and gives up the others", async () => {
  const [before, after] = await asCompiled(`
    const before = states();
    keepOnly(["read"]);
    console.log(JSON.stringify([before, states()]));`);
  assert.equal(before.length, 8);
  assert.deepEqual(after, ["read"]);
});

Deno.test("with all rights SQLite may attach files; the program gives up the one that it needs for nothing, and so that one", async () => {
  const [first, second, after] = await asCompiled(`
    const attach = () => {
      const db = new DatabaseSync(":memory:");
      try {
        db.exec("ATTACH '' AS other");
        return "attached";
      } catch (error) {
        return error.message;
      }
    };
    const first = attach();
    giveUpImport();
    console.log(JSON.stringify([first, attach(), states()]));`);
  assert.equal(first, "attached");
  assert.match(second, /too many attached databases/);
  assert.deepEqual(after, ["read", "write", "net", "env", "sys", "run", "ffi"]);
});

/** What a script prints as JSON that has all rights, as a compiled program is started with. */
// deno-lint-ignore no-explicit-any -- of every shape
async function asCompiled(body: string): Promise<any> {
  const script = `
    import { DatabaseSync } from "node:sqlite";
    import { giveUpImport, keepOnly } from "${ROOT}server/rights.ts";
    const states = () => ["read", "write", "net", "env", "sys", "run", "ffi", "import"]
      .filter((name) => Deno.permissions.querySync({ name }).state === "granted");${body}`;
  const file = await Deno.makeTempFile({ suffix: ".ts" });
  await Deno.writeTextFile(file, script);
  const config = `${ROOT}deno.json`;
  const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", "--quiet", "--config", config, file],
  }).output();
  await Deno.remove(file);
  const said = new TextDecoder().decode(stdout);
  assert.ok(said !== "", new TextDecoder().decode(stderr));
  return JSON.parse(said);
}

Deno.test("what a crash left of heads, keys and the owner's rehearsals is removed at the next start", async () => {
  let server = await startServer();
  (await server.owner()).client.close();
  await server.stop();
  const legacy = ["comptoir.db.rehearsal-1", "comptoir.db.rehearsal-1-wal", "comptoir.db.rehearsal-12"];
  const parts = ["fiscal.head.part", "token.key.part", "fiscal-demo.key.part", "head-office.key.part"];
  for (const name of [...legacy, ...parts]) await Deno.writeTextFile(`${server.dir}/${name}`, "half a copy");
  await Deno.writeTextFile(`${server.dir}/rehearsal-notes.txt`, "the owner's own");
  server = await server.restart();
  try {
    const there = await names(server.dir);
    assert.deepEqual(there.filter((name) => name.includes("rehearsal")), ["rehearsal-notes.txt"]);
    assert.deepEqual(parts.filter((name) => there.includes(name)), []);
    using owner = server.at("127.0.0.1");
    await owner.signIn("patron", "mot de passe");
    const { status, body } = await owner.query("update", `UPDATE boutique SET nom = (${SLOW})`);
    assert.equal(status, 200, `a long write succeeds: ${JSON.stringify(body)}`);
  } finally {
    await server.dispose();
  }
});

async function names(dir: string): Promise<string[]> {
  return (await Array.fromAsync(Deno.readDir(dir))).map(({ name }) => name).sort();
}

/** Two bytes and a character that JSON escapes, so often that the answer is cut at 8 MiB. */
const LONG = "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 4000) SELECT x, ? AS t FROM n";

Deno.test({
  name:
    "a long answer of a slow process goes through the thread that answers everybody as it is: nothing is read or copied over and over",
  ...linux,
  fn: async () => {
    await using staff = await Staff.open({});
    const { server, owner } = staff;
    assert.equal((await owner.query("select", SLOW)).body.rows[0].n, 10);
    const before = mainThreadMs(server);
    const whole = 'é"'.repeat(800);
    const { status, body } = await owner.query("select", LONG, [whole]);
    const spent = mainThreadMs(server) - before;
    assert.equal(status, 200, JSON.stringify(body).slice(0, 200));
    assert.ok(body.truncated && body.rows.length > 2_000, `the premise: ${body.rows.length} rows of 3 KiB`);
    for (const [at, row] of body.rows.entries()) assert.ok(row.x === at + 1 && row.t === whole, `row ${at}`);
    assert.ok(spent < 400, `${spent} ms of a processor for one answer of 8 MiB`);
    assert.equal((await owner.query("select", SLOW)).body.rows[0].n, 10, "the next answer begins where this one ended");
  },
});

/** What the thread that answers everybody has taken of a processor, in milliseconds: the clock has a hundred ticks a second. */
function mainThreadMs({ process: { pid } }: TestServer): number {
  const fields = Deno.readTextFileSync(`/proc/${pid}/task/${pid}/stat`).split(") ").at(-1)!.split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
