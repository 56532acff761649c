/** The one file, made here or given by COMPTOIR_EXECUTABLE: started in an empty folder, used for a sale. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { basename, dirname, join as joinPath, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { TEST_CLOCK } from "../../server/database/clock.ts";
import { alteredSchema } from "../../server/database/schema/schema_check.ts";
import { TEST_PASSWORD_COST } from "../../server/security/password_cost.ts";
import { MIGRATIONS } from "../../server/shop/migrations.ts";
import { anybodysPlace, AS_NOBODY, giveToNobody, isNobodys } from "../support/anybodys_place.ts";
import { compile, DIST, ROOT } from "../support/compile.ts";
import { trusting } from "../support/own_https.ts";
import { formerFolder } from "../support/former_shop.ts";
import { answerOf, join, PASSWORD, startServer, uuidv7 } from "../support/server.ts";
import { cash, ok, openTill, PAIN, sold } from "../support/shop.ts";

/** The file to try, made elsewhere; without it one is made here for this machine. */
const GIVEN = Deno.env.get("COMPTOIR_EXECUTABLE");

/** Null, with the reason printed, where there is nothing to compile with. */
async function executable(): Promise<string | null> {
  if (GIVEN !== undefined) return resolve(GIVEN);
  const { success, stderr } = await compile([]);
  if (success) return joinPath(DIST, "comptoir");
  const said = new TextDecoder().decode(stderr);
  // Nothing to compile with is no fault of the program; anything else is.
  assert.match(said, /runtime base|dl\.deno\.land|error sending request|Failed downloading/i, said);
  console.log(`ignored: no runtime base for deno compile is to be had here (${said.trim().split("\n")[0]})`);
  return null;
}

Deno.test("the executable starts in an empty folder, signs people in, makes a sale and stops in good order", async (t) => {
  const made = await executable();
  if (made === null) return;
  const folder = await Deno.makeTempDir({ prefix: "comptoir compilé d'été " });
  const program = joinPath(folder, Deno.build.os === "windows" ? "comptoir.exe" : "comptoir");
  await t.step(
    "it holds no test, no package of the workshop and no name of this machine, and its sum is written beside it",
    async () => {
      const bytes = await Deno.readFile(made);
      const held = new TextDecoder("latin1").decode(bytes);
      assert.ok(held.includes("writer.js") && held.includes("lignes_vente"), "what it holds is seen");
      for (const absent of [ROOT, "chromium.launch", "axe.run(", "JsBarcode", "tests/support"]) {
        assert.equal(held.includes(absent), false, absent);
      }
      const line = `${createHash("sha256").update(bytes).digest("hex")}  ${basename(made)}\n`;
      assert.ok((await Deno.readTextFile(joinPath(dirname(made), "SHA256SUMS"))).includes(line), line);
    },
  );
  await Deno.copyFile(made, program);
  let server = await startServer({ command: [program], dir: joinPath(folder, "data"), flags: ["--tls-port", "0"] });
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
    await t.step("it speaks HTTPS by an authority of its own", async () => {
      const { success, stderr } = await new Deno.Command(program, { args: ["tls", "init", "--data", server.dir] }).output();
      assert.ok(success, new TextDecoder().decode(stderr));
      using seller = server.at("127.0.0.2");
      const [, port] = /https:\/\/127\.0\.0\.1:(\d+)\//.exec(await (await seller.get("/confiance")).text())!;
      using https = trusting([await Deno.readTextFile(joinPath(server.dir, "tls", "ca.pem"))], Number(port), "127.0.0.2");
      assert.equal((await https.get("/api/health")).body.status, "ok");
      // The second command that writes finds the server too.
      const copy = await new Deno.Command(program, { args: ["backup", joinPath(folder, "copie.db"), "--data", server.dir] })
        .output();
      assert.ok(copy.success, new TextDecoder().decode(copy.stderr));
      using owner = server.at("127.0.0.1");
      await owner.signIn("patron", "mot de passe");
      const { body: { records } } = await answerOf(await owner.get("/api/journal?limit=20"));
      const kinds = records.map(({ kind }: { kind: string }) => kind);
      assert.equal(kinds.filter((kind: string) => kind === "server_started").length, 1, kinds.join());
      assert.ok(kinds.includes("backup"), kinds.join());
    });
    await t.step("started again it is the same shop, with the same certificate", async () => {
      const certificate = () => Deno.readTextFileSync(joinPath(server.dir, "tls", "server.pem"));
      const signed = certificate();
      await server.stop();
      assert.doesNotMatch(server.log, /overwritten/);
      server = await server.restart();
      using seller = server.at("127.0.0.2");
      await seller.signIn("zoe", "mot de passe");
      assert.deepEqual((await seller.query("select", "SELECT count(*) AS n FROM ventes")).body.rows, [{ n: 1 }]);
      // Whatever the runtime inside can read of it.
      const { findings } = JSON.parse(new TextDecoder().decode(
        (await new Deno.Command(program, { args: ["doctor", "--json", "--data", server.dir] }).output()).stdout,
      ));
      assert.equal(findings.find(({ check }: { check: string }) => check === "certificate").state, "good");
      assert.equal(certificate(), signed, "nothing was due: whoever is connected stays so");
    });
    await t.step("the database that it made is what the migrations make", () => {
      const db = new DatabaseSync(joinPath(server.dir, "comptoir.db"), { readOnly: true });
      assert.equal(alteredSchema(db, MIGRATIONS), null);
      // Migrations make tables after triggers of others; made in one go, all tables come first.
      const { whole } = db.prepare(
        `SELECT max(rowid) FILTER (WHERE type = 'table') < min(rowid) FILTER (WHERE type = 'trigger') AS whole
         FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'`,
      ).get()!;
      assert.equal(whole, 1, "a new shop is made in one go");
      db.close();
    });
    await t.step("its passwords are as dear as a shop's, though tests ask for cheap ones", () => {
      assert.equal(Deno.env.get(TEST_PASSWORD_COST), "4");
      const db = new DatabaseSync(joinPath(server.dir, "comptoir.db"), { readOnly: true });
      for (const { password_hash } of db.prepare("SELECT password_hash FROM _users").all()) {
        assert.match(String(password_hash), /^\$2b\$12\$/);
      }
      db.close();
    });
  } finally {
    await server.stop();
  }
  await t.step(
    "put in the place of the build of before, it brings that one's shop to the present, and the day goes on",
    async () => {
      const dir = await formerFolder();
      const tickets = "SELECT id, etat, numero, total_ttc, version FROM ventes ORDER BY id";
      const former = new DatabaseSync(joinPath(dir, "comptoir.db"), { readOnly: true });
      const left = former.prepare(tickets).all().map((row) => ({ ...row }));
      former.close();
      assert.ok(left.length > 5, "the premise");
      await using upgraded = await startServer({ command: [program], dir, flags: ["--rate-limit", "0"] });
      using owner = upgraded.at("127.0.0.1");
      using chloe = upgraded.at("127.0.0.2");
      await owner.signIn("patron", PASSWORD);
      await chloe.signIn("chloe", PASSWORD);
      assert.deepEqual(ok(await owner.query("select", tickets)).rows, left);
      const { ok: whole, fiscal } = ok(await answerOf(await owner.get("/api/journal/verify")));
      assert.deepEqual([whole, fiscal.ok], [true, true]);
      const kept = [...Deno.readDirSync(joinPath(dir, "backups"))].map(({ name }) => name);
      assert.ok(kept.some((name) => name.startsWith("before-migration-")), kept.join());
      ok(await openTill(chloe, 12_311));
      const { numero } = await sold(chloe, [PAIN], [cash(200)], 80);
      assert.equal(numero, "C1-000005", "numbers go on");
    },
  );
  const open = await anybodysPlace("comptoir seul à l'écart ");
  await t.step({
    name: "in a folder that cannot be written, for another user whose home is empty, it keeps the shop in that home",
    ignore: open === null,
    fn: async () => {
      const home = joinPath(open!, "maison");
      await Deno.mkdir(home);
      await giveToNobody(home);
      const alone = joinPath(open!, "seul");
      await Deno.mkdir(alone);
      await Deno.copyFile(program, joinPath(alone, "comptoir"));
      await Deno.chmod(alone, 0o555);
      const [become, ...rights] = AS_NOBODY;
      const args = [...rights, "env", "-i", `HOME=${home}`, joinPath(alone, "comptoir"), "--port", "0", "--no-open", "--no-mdns"];
      const child = new Deno.Command(become, { args, cwd: home, stdin: "null", stdout: "piped", stderr: "inherit" }).spawn();
      let told = "";
      for await (const piece of child.stdout.pipeThrough(new TextDecoderStream())) {
        told += piece;
        // By then the rest is said as well, and it ends in good order.
        if (told.includes("Owner (this PC)")) child.kill("SIGTERM");
      }
      assert.equal((await child.status).code, 0, told);
      assert.ok(told.includes(`Data folder: ${home}/.local/share/comptoir`), told);
      assert.ok(await isNobodys(`${home}/.local/share/comptoir/comptoir.db`));
    },
  });
  if (open !== null) await Deno.remove(open, { recursive: true });
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
