/** A server that is started: one for a folder and a port, on what it can use, by flags and by the environment. */
import assert from "node:assert/strict";
import { join as joinPath } from "node:path";
import { assertSentence, run } from "../support/command_line.ts";
import { answerOf, CHECKOUT, PASSWORD, startServer, TestServer } from "../support/server.ts";
import { Staff } from "../support/staff.ts";
import { onLinux } from "../support/where.ts";
import { newFolder } from "../support/own_folder.ts";

Deno.test("a second server on the folder, or on the port, is refused in a sentence and leaves the first alone", async () => {
  await using staff = await Staff.open({});
  const { server, owner } = staff;
  const before = await Deno.readTextFile(joinPath(server.dir, "comptoir.lock"));
  assertSentence(await run(["--data", server.dir, "--port", "0", "--no-open"]), 1, /already/);
  assert.equal(await Deno.readTextFile(joinPath(server.dir, "comptoir.lock")), before);
  const dir = await newFolder();
  assertSentence(await run(["--data", dir, "--port", String(server.port), "--no-open"]), 1, /[Pp]ort \d+ is taken.*--port/);
  assert.ok(![...Deno.readDirSync(dir)].some(({ name }) => name === "comptoir.lock"), "nothing holds its folder");
  assert.equal((await answerOf(await owner.get("/api/auth"))).status, 200);
  await using later = await startServer({ dir });
  assert.ok(later.port > 0, "the folder is as good as new");
});

Deno.test("of two servers started at once on a folder one runs", async () => {
  const dir = await newFolder();
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
  const dir = await newFolder();
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
  const bin = await newFolder();
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
      const dir = await newFolder();
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
    const bad = await run(["--no-open"], { env: { COMPTOIR_PORT: "http", COMPTOIR_DATA: await newFolder() } });
    assert.equal(bad.code, 2, bad.err);
  },
);
