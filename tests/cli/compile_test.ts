/** The one file: compiled, started in an empty folder, used for a sale. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { join as joinPath } from "node:path";
import { TEST_CLOCK } from "../../server/database/clock.ts";
import { join, startServer, uuidv7 } from "../support/server.ts";

const ROOT = new URL("../..", import.meta.url).pathname;

function compile(args: readonly string[], env: Record<string, string> = {}): Promise<Deno.CommandOutput> {
  const run = ["run", "-A", "--quiet", joinPath(ROOT, "scripts", "compile.ts"), ...args];
  return new Deno.Command(Deno.execPath(), { args: run, cwd: ROOT, env }).output();
}

Deno.test("the compiled executable starts in an empty folder, signs people in, makes a sale and stops in good order", async (t) => {
  const compiled = await compile([]);
  const said = new TextDecoder().decode(compiled.stderr);
  if (!compiled.success) {
    // Nothing to compile with is no fault of the program; anything else is.
    assert.match(said, /runtime base|dl\.deno\.land|error sending request|Failed downloading/i, said);
    console.log(`ignored: no runtime base for deno compile is to be had here (${said.trim().split("\n")[0]})`);
    return;
  }
  const folder = await Deno.makeTempDir({ prefix: "comptoir-compiled-" });
  const program = joinPath(folder, "comptoir");
  await t.step(
    "it holds no test, no package of the workshop and no name of this machine, and its sum is written beside it",
    async () => {
      const bytes = await Deno.readFile(joinPath(ROOT, "dist", "comptoir"));
      const held = new TextDecoder("latin1").decode(bytes);
      assert.ok(held.includes("writer.js") && held.includes("lignes_vente"), "what it holds is seen");
      for (const absent of [ROOT, "chromium.launch", "axe.run(", "JsBarcode", "tests/support"]) {
        assert.equal(held.includes(absent), false, absent);
      }
      const sum = createHash("sha256").update(bytes).digest("hex");
      assert.equal(await Deno.readTextFile(joinPath(ROOT, "dist", "SHA256SUMS")), `${sum}  comptoir\n`);
    },
  );
  await Deno.copyFile(joinPath(ROOT, "dist", "comptoir"), program);
  const server = await startServer({ command: [program], dir: joinPath(folder, "data") });
  try {
    await t.step("it serves its page and its health", async () => {
      const page = await fetch(`${server.url}/`);
      const html = await page.text();
      const script = /src="(\/assets\/[^"]+\.js)"/.exec(html)?.[1];
      assert.ok(script, html);
      const code = await fetch(`${server.url}${script}`);
      assert.equal(code.status, 200);
      assert.ok((await code.text()).length > 1_000);
    });
    await t.step("a sale at one till is told to another", async () => {
      using owner = await server.owner();
      using seller = await join(owner, "zoe", "vendeur", "127.0.0.2");
      using cashier = await join(owner, "luc", "caisse", "127.0.0.3");
      const socket = cashier.socket();
      const told = new Promise<{ changes: { key: { id: string } }[] }>((resolve) => {
        socket.onmessage = ({ data }) => {
          const message = JSON.parse(data);
          if (message.type === "data_change") resolve(message);
        };
      });
      await new Promise((resolve) => socket.onopen = resolve);
      const id = uuidv7();
      const { status } = await seller.query("insert", "INSERT INTO ventes (id) VALUES (?)", [id]);
      assert.equal(status, 200);
      assert.equal((await told).changes[0]?.key.id, id);
      const closed = new Promise((resolve) => socket.onclose = resolve);
      socket.close();
      await closed;
    });
    await t.step("a read that is not provably short runs in a process of the same executable", async () => {
      using seller = server.at("127.0.0.2");
      await seller.signIn("zoe", "mot de passe");
      const { status, body } = await seller.query("select", "SELECT count(*) AS n FROM ventes a, ventes b, equipe c");
      assert.equal(status, 200, JSON.stringify(body));
      assert.deepEqual(body.rows, [{ n: 3 }]);
    });
    await t.step("the owner's long write is tried on a copy, in a process that has rights for nothing else", async () => {
      using owner = server.at("127.0.0.1");
      await owner.signIn("patron", "mot de passe");
      const { status, body } = await owner.query(
        "update",
        "UPDATE boutique SET nom = (WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 9) SELECT max(x) FROM n)",
      );
      assert.equal(status, 200, JSON.stringify(body));
      assert.deepEqual([...Deno.readDirSync(joinPath(folder, "data"))].filter(({ name }) => /rehearsal/.test(name)), []);
    });
  } finally {
    await server.stop();
  }
  await t.step("nobody sets its clock", async () => {
    const env = { [TEST_CLOCK]: joinPath(folder, "clock") };
    const args = ["--data", joinPath(folder, "other"), "--port", "0", "--no-open"];
    const { code, stderr } = await new Deno.Command(program, { args, env, signal: AbortSignal.timeout(20_000) }).output();
    assert.equal(code, 1);
    assert.match(new TextDecoder().decode(stderr), /^COMPTOIR_TEST_CLOCK sets the clock of tests, and never a shop's[^\n]*\n$/);
  });
  await new Deno.Command(program, { args: ["journal", "verify", "--data", joinPath(folder, "data")] }).output()
    .then(({ success, stdout }) => assert.ok(success, new TextDecoder().decode(stdout)));
  await Deno.remove(folder, { recursive: true });
});

Deno.test("a wish that is not understood or cannot be met is an error, and no file has the name of what was wished for", async () => {
  const made = () =>
    Array.fromAsync(Deno.readDir(joinPath(ROOT, "dist")), ({ name }) => name).then((names) => names.sort(), () => []);
  const before = await made();
  const refused = async (code: number, words: RegExp, args: readonly string[], env = {}) => {
    const { code: ended, stderr, stdout } = await compile(args, env);
    const said = new TextDecoder().decode(stderr);
    assert.match(said, words);
    assert.deepEqual([ended, new TextDecoder().decode(stdout)], [code, ""], said);
  };
  await refused(2, /'--relase'/, ["--relase"]);
  await refused(2, /No target 'windows': x86_64-unknown-linux-gnu,/, ["--target", "windows"]);
  await refused(2, /Usage/, ["comptoir"]);
  const other = Deno.build.os === "windows" ? "x86_64-unknown-linux-gnu" : "x86_64-pc-windows-msvc";
  await refused(1, /is a runtime base for this machine/, ["--target", other], { DENORT_BIN: Deno.execPath() });
  assert.deepEqual(await made(), before);
});
