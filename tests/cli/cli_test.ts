/** The command line beside a shop and without one: what it asks, accounts, whose the files are. */
import assert from "node:assert/strict";
import { join as joinPath } from "node:path";
import { assertSentence, run } from "../support/command_line.ts";
import { answerOf, PASSWORD, startServer, TestServer } from "../support/server.ts";
import { Staff } from "../support/staff.ts";
import { where } from "../support/where.ts";
import { newFolder } from "../support/own_folder.ts";

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
  const dir = await newFolder();
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
  const dir = joinPath(await newFolder(), "magasin");
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
  const copy = joinPath(await newFolder(), "copie");
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
  const dir = await newFolder();
  const add = (username: string) =>
    run(["user", "add", "--username", username, "--role", "caisse", "--password-stdin", "--data", dir], { input: PASSWORD });
  const ended = await Promise.all(["un", "deux", "trois"].map(add));
  assert.deepEqual(ended.map(({ code, err }) => [code, err]), Array(3).fill([0, ""]));
  assert.deepEqual((await accounts(dir)).map(([, name]) => name).sort(), ["deux", "trois", "un"]);
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
