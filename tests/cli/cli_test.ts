/** The command line, with and without a running server, and how the server starts and does not. */
import assert from "node:assert/strict";
import { join as joinPath } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { openLock } from "../../server/cli/lock.ts";
import { DataFolder } from "../../server/database/files/folder.ts";
import { assertSentence, run, UNPRIVILEGED } from "../support/command_line.ts";
import { answerOf, CHECKOUT, PASSWORD, startServer, TestServer } from "../support/server.ts";
import { command, ok } from "../support/shop.ts";
import { Staff } from "../support/staff.ts";
import { onLinux, where } from "../support/where.ts";

const folders: string[] = [];
async function folder(): Promise<string> {
  const dir = await Deno.makeTempDir({ prefix: "comptoir-test-" });
  folders.push(dir);
  return dir;
}
Deno.test.afterAll(async () => {
  for (const dir of folders) await Deno.remove(dir, { recursive: true }).catch(() => {}); // a server's own went with it
});
const mode = async (path: string) => ((await Deno.stat(path)).mode! & 0o777).toString(8);
const accounts = async (dir: string) =>
  (await run(["user", "list", "--data", dir])).out.trim().split("\n").map((line) => line.split("\t"));

Deno.test("--help tells every command and flag, --version the version, both with code 0", async () => {
  const [help, version] = await Promise.all([run(["--help"]), run(["--version"])]);
  assert.deepEqual([help.code, version.code], [0, 0]);
  assert.match(version.out, /^\d+\.\d+\.\d+\S*\n$/);
  for (const word of ["user", "backup", "restore", "journal", "tls"]) {
    assert.match(help.out, new RegExp(`^ +${word}\\b`, "m"), word);
  }
  const flags = [
    "host",
    "port",
    "data",
    "single-machine",
    "allow-host",
    "no-open",
    "no-mdns",
    "demo",
    "rate-limit",
    "tls-cert",
    "tls-key",
    "tls-port",
  ];
  const told = help.out.split(/^ {2}(?=-)/m).map((text) => text.replaceAll(/\s+/g, " "));
  for (const flag of flags) {
    const variable = `COMPTOIR_${flag.toUpperCase().replaceAll("-", "_")}`;
    assert.match(told.find((text) => text.startsWith(`--${flag} `)) ?? "", new RegExp(`env: ${variable}\\)`), flag);
  }
});

Deno.test("bad usage is code 2 and one sentence", async () => {
  const dir = await folder();
  const cases = [
    ["--nonsense"],
    ["nonsense"],
    ["--port", "http"],
    ["--port", "65536"],
    ["--rate-limit", "-1"],
    ["--allow-host", "a b/c"],
    ["--tls-cert", "cert.pem"],
    ["--tls-key", "key.pem"],
    ["user", "add", "--role", "caisse", "--password-stdin"],
    ["user", "add", "--username", "a", "--role", "patron", "--password-stdin"],
    ["user", "add", "--username", "a", "--role", "caisse"],
    ["user", "nonsense"],
    ["restore"],
    ["backup", "--nonsense"],
  ];
  const ended = await Promise.all(cases.map((args) => run([...args, "--data", dir])));
  for (const [at, one] of ended.entries()) {
    assert.equal(one.code, 2, `${cases[at]!.join(" ")}: ${one.err}`);
    assert.ok(!one.err.includes("    at "), one.err);
  }
  assertSentence(ended[0]!, 2, /nonsense.*--help/);
  assert.deepEqual([...Deno.readDirSync(dir)], [], "nothing was begun");
});

Deno.test("without a server, accounts are made, listed, changed and disabled in the file itself", async () => {
  const dir = joinPath(await folder(), "magasin");
  const add = (username: string, role: string, password: string) =>
    run(
      ["user", "add", "--username", username, "--role", role, "--name", `N ${username}`, "--password-stdin", "--data", dir],
      { input: password },
    );
  assert.equal((await add("patron", "administrateur", `${PASSWORD}\n`)).code, 0);
  assert.equal((await add("anna", "vendeur", `${PASSWORD}\r\n`)).code, 0);
  assert.equal((await add("bob", "caisse", `${PASSWORD}\n\n`)).code, 0, "one newline belongs to the password");
  assertSentence(await add("PATRON", "caisse", PASSWORD), 1, /name/i);
  assertSentence(await add("court", "caisse", "court"), 1, /10 characters/);
  assertSentence(await run(["user", "disable", "--username", "personne", "--data", dir]), 1, /no account 'personne'/);
  assertSentence(await run(["user", "disable", "--username", "patron", "--data", dir]), 1, /administrateur/);
  const changed = await run(
    ["user", "passwd", "--username", "Anna", "--password-stdin", "--data", dir],
    { input: "un autre mot de passe\n" },
  );
  assert.equal(changed.code, 0, changed.err);
  assert.equal((await run(["user", "disable", "--username", "bob", "--data", dir])).code, 0);
  assert.deepEqual(await accounts(dir), [
    ["1", "patron", "administrateur", "N patron", "active"],
    ["2", "anna", "vendeur", "N anna", "active"],
    ["3", "bob", "caisse", "N bob", "disabled"],
  ]);
  await using server = await startServer({ dir });
  using owner = server.at("127.0.0.1");
  using till = server.at("127.0.0.2");
  assert.equal((await answerOf(await owner.get("/api/health"))).body.setup_required, false);
  await owner.signIn("patron", PASSWORD);
  await till.signIn("anna", "un autre mot de passe");
  const refused = await answerOf(await till.post("/api/auth", { username: "bob", password: `${PASSWORD}\n` }));
  assert.equal(refused.body.code, "invalid_credentials");
  assert.equal((await run(["user", "list", "--data", joinPath(dir, "ailleurs")])).code, 1, "a list makes no shop");
});

Deno.test("with a server, commands go through it: who is disabled or changed is out at once", async () => {
  await using staff = await Staff.open({});
  const { server, owner } = staff;
  const { dir } = server;
  const added = await run(
    ["user", "add", "--username", "anna", "--role", "vendeur", "--password-stdin", "--data", dir],
    { input: PASSWORD },
  );
  assert.equal(added.code, 0, added.err);
  using till = server.at("127.0.0.2");
  for (const end of [["passwd", "--password-stdin"], ["disable"]]) {
    await till.signIn("anna", PASSWORD);
    assert.equal((await answerOf(await till.get("/api/auth"))).status, 200, "the premise");
    const ended = await run(["user", ...end, "--username", "anna", "--data", dir], { input: PASSWORD });
    assert.equal(ended.code, 0, ended.err);
    assert.equal((await answerOf(await till.get("/api/auth"))).status, 401, end.join(" "));
  }
  assert.deepEqual((await accounts(dir)).map(([, name, , , state]) => [name, state]), [["patron", "active"], [
    "anna",
    "disabled",
  ]]);
  assertSentence(await run(["user", "disable", "--username", "patron", "--data", dir]), 1, /administrateur/);
  const { records } = (await answerOf(await owner.get("/api/journal?kind=user_changed"))).body;
  assert.deepEqual(
    records.map((r: { mode: string; username: string }) => [r.mode, r.username]),
    Array(2).fill(["console", "console"]),
  );
});

/** A shop whose seller is at work at a till, and what becomes of her when she is disabled from the command line. */
async function disabling(server: TestServer) {
  using owner = await server.owner();
  const account = { username: "anna", password: PASSWORD, role: "vendeur" };
  assert.equal((await answerOf(await owner.post("/api/users", account))).status, 201);
  const till = server.at("127.0.0.2");
  await till.signIn("anna", PASSWORD);
  const works = async () => (await answerOf(await till.get("/api/auth"))).status;
  assert.equal(await works(), 200, "the premise");
  const disable = (dir: string, env: Record<string, string> = {}) =>
    run(["user", "disable", "--username", "anna", "--data", dir], { env });
  return { disable, works, [Symbol.dispose]: () => till.client.close() };
}

Deno.test("a proxy in the environment does not come between the command line and its server", async () => {
  await using server = await startServer();
  using anna = await disabling(server);
  using nobody = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const proxy = `http://127.0.0.1:${nobody.addr.port}`;
  nobody.close();
  const names = ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy", "HTTPS_PROXY"];
  const env = { ...Object.fromEntries(names.map((name) => [name, proxy])), NO_PROXY: "", NODE_USE_ENV_PROXY: "1" };
  const { code, err } = await anna.disable(server.dir, env);
  assert.equal(code, 0, err);
  assert.equal(await anna.works(), 401, "she is out at once");
});

Deno.test(
  "a server that is busy is waited for: nothing is written behind its back",
  where(Deno.build.os !== "windows", "this machine runs Windows, where nothing can be halted"),
  async () => {
    await using server = await startServer();
    using anna = await disabling(server);
    server.process.kill("SIGSTOP");
    let ended = false;
    const disabled = anna.disable(server.dir).finally(() => ended = true);
    await new Promise((resolve) => setTimeout(resolve, 7_000)); // it used to believe after five that nobody is there
    const tooSoon = ended;
    server.process.kill("SIGCONT");
    const { code, err } = await disabled;
    assert.deepEqual([tooSoon, code], [false, 0], err);
    assert.equal(await anna.works(), 401, "she is out at once");
  },
);

Deno.test("a copied data folder is a folder of its own: what is done there does not reach the shop it was copied from", async () => {
  await using server = await startServer();
  using anna = await disabling(server);
  const copy = joinPath(await folder(), "copie");
  await Deno.mkdir(copy);
  for (const { name, isFile } of Deno.readDirSync(server.dir)) {
    if (isFile) await Deno.copyFile(joinPath(server.dir, name), joinPath(copy, name));
  }
  assert.ok(Deno.statSync(joinPath(copy, "comptoir.lock")).isFile, "the premise: the lock was copied too");
  assert.equal((await anna.disable(copy)).code, 0);
  assert.equal(await anna.works(), 200, "she works on in the shop");
  const state = async (dir: string) => (await accounts(dir)).find(([, name]) => name === "anna")!.at(-1);
  assert.deepEqual([await state(server.dir), await state(copy)], ["active", "disabled"]);
  for (const name of ["comptoir.lock", "comptoir.lock.held"]) {
    await Deno.copyFile(joinPath(server.dir, name), joinPath(copy, name));
  }
  await using own = await startServer({ dir: copy });
  assert.ok(own.port > 0);
});

Deno.test("commands at once on a folder without a server wait for one another", async () => {
  const dir = await folder();
  const add = (username: string) =>
    run(["user", "add", "--username", username, "--role", "caisse", "--password-stdin", "--data", dir], { input: PASSWORD });
  const ended = await Promise.all(["un", "deux", "trois"].map(add));
  assert.deepEqual(ended.map(({ code, err }) => [code, err]), Array(3).fill([0, ""]));
  assert.deepEqual((await accounts(dir)).map(([, name]) => name).sort(), ["deux", "trois", "un"]);
});

Deno.test("journal verify waits like any command for whoever works on its folder", async () => {
  const [dir, other] = await Promise.all([folder(), folder()]);
  for (const shop of [dir, other]) {
    const added = await run(["user", "add", "--username", "un", "--role", "caisse", "--password-stdin", "--data", shop], {
      input: PASSWORD,
    });
    assert.equal(added.code, 0, added.err);
  }
  const lock = await openLock(new DataFolder(dir));
  let over = false;
  const verifying = run(["journal", "verify", "--data", dir]).finally(() => over = true);
  try {
    // A whole command elsewhere takes longer than to look through a journal of a few records.
    assert.equal((await run(["user", "list", "--data", other])).code, 0);
    assert.equal((await run(["journal", "verify", "--data", other])).code, 0);
    assert.equal(over, false, "it looked into a folder that another holds");
  } finally {
    lock.release();
  }
  assert.equal((await verifying).code, 0);
});

Deno.test("keys, database, lock, head and backup are their owner's alone: 0600", async () => {
  await using staff = await Staff.open({});
  const { server } = staff;
  const file = joinPath(server.dir, "copie.db");
  const made = await run(["backup", file, "--data", server.dir]);
  assert.equal(made.code, 0, made.err);
  await new Promise((resolve) => setTimeout(resolve, 1_200)); // the head is written once a second
  const files = [...Deno.readDirSync(server.dir)].filter(({ isFile }) => isFile).map(({ name }) => name).sort();
  for (const name of ["comptoir.db", "copie.db", "journal.head", "journal.key", "token.key"]) {
    assert.ok(files.includes(name), name);
  }
  for (const name of files) assert.equal(await mode(joinPath(server.dir, name)), "600", name);
  assert.equal(await mode(joinPath(server.dir, "backups")), "700");
});

Deno.test("a backup made while the shop works is restored when it stands still, as a new epoch", async () => {
  let server = await startServer();
  using owner = await server.owner();
  const { dir } = server;
  const nom = (name: string) => owner.query("insert", "INSERT INTO categories (nom) VALUES (?)", [name]);
  const names = async () =>
    (await owner.query("select", "SELECT nom FROM categories ORDER BY nom")).body.rows.map((r: { nom: string }) => r.nom);
  await nom("avant");
  // Chloé works on this PC, at a till that is bound to it, where PINs may be used.
  assert.equal((await owner.send("PUT", "/api/network", { single_machine: true })).status, 200);
  const { id } = (await answerOf(await owner.post("/api/users", { username: "chloe", password: PASSWORD, role: "caisse" }))).body;
  assert.equal((await owner.send("PUT", `/api/users/${id}/pin`, { pin: "7305" })).status, 204);
  using chloe = server.at("127.0.0.1");
  await chloe.signIn("chloe", PASSWORD);
  ok(await command(owner, "/api/caisses", { nom: "C9" }));
  ok(await owner.query("update", "UPDATE caisses SET codes_pin = 1 WHERE nom = 'C9'"));
  const device = { caisse: "C9", cle: "k".repeat(43) };
  const { code } = ok(await command(owner, "/api/caisses/C9/inviter"));
  ok(await command(chloe, "/api/caisses/enroler", { code, cle: device.cle }));
  assert.equal((await chloe.post("/api/auth/pin/device", device)).status, 204);
  const file = joinPath(dir, "copie.db");
  assert.equal((await run(["backup", file, "--data", dir])).code, 0);
  assertSentence(await run(["backup", file, "--data", dir]), 1, /exists/);
  const automatic = await run(["backup", "--data", dir]);
  assert.equal(automatic.code, 0);
  assert.equal([...Deno.readDirSync(joinPath(dir, "backups"))].length, 1);
  await nom("après");
  assertSentence(await run(["restore", file, "--data", dir]), 1, /stop it/);
  await server.stop();
  await Deno.writeTextFile(joinPath(dir, "faux.db"), "nothing of the kind");
  for (const wrong of ["faux.db", "nulle-part.db"]) {
    assertSentence(await run(["restore", joinPath(dir, wrong), "--data", dir]), 1, /[Nn]othing was restored/);
  }
  server = await server.restart();
  assert.deepEqual(await names(), ["après", "avant"], "a refused restore changes nothing");
  await server.stop();
  const restored = await run(["restore", file, "--data", dir]);
  assert.equal(restored.code, 0, restored.err);
  assert.equal((await run(["journal", "verify", "--data", dir])).code, 0);
  server = await server.restart();
  assert.equal((await answerOf(await owner.get("/api/auth"))).status, 401, "sessions of before have ended");
  await owner.signIn("patron", PASSWORD);
  assert.deepEqual(await names(), ["avant"]);
  const { records } = (await answerOf(await owner.get("/api/journal?kind=restored"))).body;
  assert.deepEqual(records.map(({ detail }: { detail: { single_machine: boolean } }) => detail.single_machine), [true]);
  using db = new DatabaseSync(joinPath(dir, "comptoir.db"), { readOnly: true });
  for (const table of ["_pins", "_pin_devices"]) {
    assert.deepEqual(db.prepare(`SELECT * FROM ${table}`).all(), [], "what was taken away since does not come back");
  }
  await server.dispose();
});

Deno.test("a restore that is refused leaves nothing behind, neither in the folder nor beside the file", async () => {
  const whole = await startServer({ dir: await folder() });
  await whole.stop();
  const copies = await folder();
  const change = (name: string, sql: string) => {
    Deno.copyFileSync(joinPath(whole.dir, "comptoir.db"), joinPath(copies, name));
    const db = new DatabaseSync(joinPath(copies, name));
    db.exec(sql);
    db.close();
  };
  change("plus-tard.db", "INSERT INTO _migrations VALUES ('999_future', '2030-01-01T00:00:00Z')");
  change("autre.db", "DROP TRIGGER _journal_keeps_delete; PRAGMA foreign_keys = OFF; ALTER TABLE _journal RENAME TO autre");
  change("abîmé.db", "SELECT 1");
  Deno.truncateSync(joinPath(copies, "abîmé.db"), 20_000);
  const names = (dir: string) => [...Deno.readDirSync(dir)].map(({ name }) => name).sort();
  const before = names(copies);
  for (const name of [...before, "nulle-part.db"]) {
    const dir = await folder();
    for (const place of [joinPath(dir, "chez", "nous"), dir]) {
      assertSentence(await run(["restore", joinPath(copies, name), "--data", place]), 1, /[Nn]othing was restored/);
      assert.deepEqual(names(dir), [], name);
    }
  }
  assert.deepEqual(names(copies), before);
});

Deno.test("a demo's copy does not replace a real shop, though it lies on a disk that cannot be written", onLinux(), async () => {
  const real = await startServer({ dir: await folder() });
  await real.stop();
  const demo = await startServer({ dir: await folder(), flags: ["--demo"] });
  await demo.stop();
  const copies = await folder();
  await Deno.copyFile(joinPath(demo.dir, "comptoir.db"), joinPath(copies, "copie.db"));
  await Deno.chmod(copies, 0o555);
  const copy = ["restore", joinPath(copies, "copie.db"), "--data"];
  assertSentence(await run([...copy, real.dir], { under: UNPRIVILEGED }), 1, /demo shop's.*real shop/);
  assert.deepEqual([...Deno.readDirSync(copies)].map(({ name }) => name), ["copie.db"]);
  assert.equal((await run([...copy, joinPath(await folder(), "neu")], { under: UNPRIVILEGED })).code, 0, "the premise");
});

Deno.test("journal verify is 0 for a whole journal and 1 for a changed one, naming the record", async () => {
  const server = await startServer();
  using owner = await server.owner();
  const { body } = await owner.query("insert", "INSERT INTO categories (nom) VALUES ('x')");
  assert.equal((await run(["journal", "verify", "--data", server.dir])).code, 0, "while the server runs");
  await server.stop();
  const whole = await run(["journal", "verify", "--data", server.dir]);
  assert.deepEqual([whole.code, whole.err], [0, ""]);
  const db = new DatabaseSync(joinPath(server.dir, "comptoir.db"));
  db.exec("DROP TRIGGER _journal_keeps_update");
  db.prepare("UPDATE _journal SET username = 'personne' WHERE seq = ?").run(body.seq);
  db.close();
  const changed = await run(["journal", "verify", "--data", server.dir]);
  assert.equal(changed.code, 1);
  assert.match(changed.out + changed.err, new RegExp(`\\b${body.seq}\\b.*username`));
  await Deno.remove(server.dir, { recursive: true });
});

Deno.test("a second server on the folder, or on the port, is refused in a sentence and leaves the first alone", async () => {
  await using staff = await Staff.open({});
  const { server, owner } = staff;
  const before = await Deno.readTextFile(joinPath(server.dir, "comptoir.lock"));
  assertSentence(await run(["--data", server.dir, "--port", "0", "--no-open"]), 1, /already/);
  assert.equal(await Deno.readTextFile(joinPath(server.dir, "comptoir.lock")), before);
  const dir = await folder();
  assertSentence(await run(["--data", dir, "--port", String(server.port), "--no-open"]), 1, /[Pp]ort \d+ is taken.*--port/);
  assert.ok(![...Deno.readDirSync(dir)].some(({ name }) => name === "comptoir.lock"), "nothing holds its folder");
  assert.equal((await answerOf(await owner.get("/api/auth"))).status, 200);
  await using later = await startServer({ dir });
  assert.ok(later.port > 0, "the folder is as good as new");
});

Deno.test("of two servers started at once on a folder one runs", async () => {
  const dir = await folder();
  const both = await Promise.allSettled([1, 2].map(() => startServer({ dir })));
  const running = both.flatMap((one) => one.status === "fulfilled" ? [one.value] : []);
  try {
    assert.equal(running.length, 1);
    const [refused] = both.flatMap((one) => one.status === "rejected" ? [String(one.reason)] : []);
    assert.match(refused!, /already/);
  } finally {
    for (const one of running) await one.stop();
  }
});

Deno.test("a lock that a crash left behind holds nobody up", async () => {
  const server = await startServer();
  await server.kill();
  assert.ok((await Deno.stat(joinPath(server.dir, "comptoir.lock"))).isFile, "the premise");
  assert.equal((await run(["user", "list", "--data", server.dir])).code, 0);
  await using again = await server.restart();
  assert.ok(again.port > 0);
});

Deno.test("a folder that cannot be written and a damaged database are told in a sentence", async () => {
  const dir = await folder();
  const file = joinPath(dir, "fichier");
  await Deno.writeTextFile(file, "");
  assertSentence(await run(["--data", joinPath(file, "magasin"), "--port", "0", "--no-open"]), 1, /cannot be written.*--data/);
  for (const content of ["this is no database, and longer than a header ".repeat(100), "SQLite format 3\0 broken ".repeat(100)]) {
    await Deno.writeTextFile(joinPath(dir, "comptoir.db"), content);
    assertSentence(await run(["--data", dir, "--port", "0", "--no-open"]), 1, /damaged.*restore/);
    assert.equal(await Deno.readTextFile(joinPath(dir, "comptoir.db")), content, "left as it was");
    assert.ok(![...Deno.readDirSync(dir)].some(({ name }) => name === "comptoir.lock"));
    assertSentence(await run(["user", "list", "--data", dir]), 1, /damaged|not a database/);
  }
});

/** Starts by environment alone, in a terminal, with an `xdg-open` of its own that tells whether it was called. */
async function startBy(env: Record<string, string>): Promise<{ server: TestServer; opened: () => boolean }> {
  const bin = await folder();
  const seen = joinPath(bin, "opened");
  await Deno.writeTextFile(joinPath(bin, "xdg-open"), `#!/bin/sh\n: > '${seen}'\n`, { mode: 0o755 });
  const [program, ...first] = CHECKOUT;
  const variables = Object.entries({ PATH: `${bin}:${Deno.env.get("PATH")}`, COMPTOIR_PORT: "0", ...env });
  // `sh -c` drops the flags that the test server adds behind it: only the environment is left.
  const text = [...variables.map(([name, value]) => `${name}='${value}'`), program, ...first].join(" ");
  await Deno.writeTextFile(joinPath(bin, "start"), `exec env -u INVOCATION_ID ${text}`);
  const dir = env["COMPTOIR_DATA"]!;
  const server = await startServer({ dir, command: ["sh", "-c", `exec script -qefc 'sh ${bin}/start' /dev/null`] });
  const opened = () => {
    try {
      return Deno.statSync(seen).isFile;
    } catch {
      return false;
    }
  };
  return { server, opened };
}

Deno.test(
  "each flag has an environment variable, and a flag that is switched off is off",
  onLinux(),
  async () => {
    for (const on of ["1", "0"]) {
      const dir = await folder();
      const { server, opened } = await startBy({
        COMPTOIR_DATA: dir,
        COMPTOIR_HOST: "127.0.0.1",
        COMPTOIR_SINGLE_MACHINE: on,
        COMPTOIR_NO_OPEN: on,
        COMPTOIR_RATE_LIMIT: "7",
        COMPTOIR_ALLOW_HOST: "un.example deux.example",
      });
      await using _ = server;
      assert.match(server.log, /listening on http:\/\/127\.0\.0\.1:\d+/);
      assert.ok((await Deno.stat(joinPath(dir, "comptoir.db"))).isFile);
      using owner = await server.owner();
      const account = { username: "anna", password: PASSWORD, role: "vendeur" };
      assert.equal((await answerOf(await owner.post("/api/users", account))).status, 201);
      using here = server.at("127.0.0.1");
      const { status } = await answerOf(await here.post("/api/auth", { username: "anna", password: PASSWORD }));
      assert.equal(status, on === "1" ? 200 : 403, `COMPTOIR_SINGLE_MACHINE=${on}`);
      for (let n = 0; n < 6; n++) assert.equal((await answerOf(await owner.get("/api/auth"))).status, 200);
      assert.equal((await answerOf(await owner.get("/api/auth"))).status, 429, "COMPTOIR_RATE_LIMIT");
      for (const [host, expected] of [["un.example", 200], ["deux.example", 200], ["trois.example", 403]] as const) {
        const connection = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
        await connection.write(
          new TextEncoder().encode(`GET /api/health HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`),
        );
        assert.match(await new Response(connection.readable).text(), new RegExp(`^HTTP/1\\.1 ${expected}`), host);
      }
      assert.equal(opened(), on !== "1", `COMPTOIR_NO_OPEN=${on}`);
    }
    const bad = await run(["--no-open"], { env: { COMPTOIR_PORT: "http", COMPTOIR_DATA: await folder() } });
    assert.equal(bad.code, 2, bad.err);
  },
);
