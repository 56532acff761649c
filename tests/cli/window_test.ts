/** The server's window: what it says on a terminal, what opens the browser and what does not, and that closing it is safe. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { run } from "../support/command_line.ts";
import { eventually } from "../support/feed.ts";
import { LAN } from "../support/lan.ts";
import { answerOf, CHECKOUT, startServer, type TestServer } from "../support/server.ts";
import { onLinux } from "../support/where.ts";

const linux = onLinux();

interface Window {
  readonly server: TestServer;
  /** The addresses that its browser was asked to open. */
  readonly opened: () => string;
}

/** A server in a terminal of its own, with a browser that writes down what it is asked to open. */
async function inTerminal(dir: string, env = ""): Promise<Window> {
  const bin = await Deno.makeTempDir({ prefix: "comptoir-test-" });
  const seen = join(bin, "opened");
  await Deno.writeTextFile(join(bin, "xdg-open"), `#!/bin/sh\necho "$1" >> '${seen}'\n`, { mode: 0o755 });
  const [program, ...first] = CHECKOUT;
  const command = `PATH='${bin}':$PATH exec env -u INVOCATION_ID ${env} ${program} ${first.join(" ")} --data '${dir}' --port 0`;
  await Deno.writeTextFile(join(bin, "start"), command);
  const server = await startServer({ dir, command: ["sh", "-c", `exec script -qefc 'sh ${bin}/start' /dev/null`] });
  const opened = () => {
    try {
      return Deno.readTextFileSync(seen);
    } catch {
      return "";
    }
  };
  return { server, opened };
}

/** In good order: the journal says that it stopped. */
function assertStopped(dir: string): void {
  const db = new DatabaseSync(join(dir, "comptoir.db"), { readOnly: true });
  const [last] = db.prepare("SELECT kind FROM _journal ORDER BY seq DESC LIMIT 1").all();
  db.close();
  assert.equal(last!["kind"], "server_stopped");
}

Deno.test(
  "on a terminal it says all that the owner needs, and opens the page; a second start opens it again and ends",
  linux,
  async () => {
    const dir = await Deno.makeTempDir({ prefix: "comptoir-test-" });
    const { server, opened } = await inTerminal(dir);
    await eventually(() => /Arrêter \/ Stop: Ctrl-C/.test(server.log), "it says how to stop it");
    for (const said of [/Comptoir \d+\.\d+\.\d+ listening on/, dir, /Fuseau horaire/, /Dernière sauvegarde/]) {
      assert.match(
        server.log,
        new RegExp(said),
      );
    }
    if (LAN !== null) {
      assert.match(server.log, new RegExp(`Caisses et vendeurs / Tills: http://.*:${server.port}`));
      assert.match(server.log, /[█▀▄]{20}/, "the tills' address as a code");
    }
    const url = `http://localhost:${server.port}`;
    await eventually(() => opened() === `${url}\n`, "the browser was asked for the owner's page");
    using owner = await server.owner();
    const socket = owner.socket();
    await eventually(() => /Connected: 1/.test(server.log), "who is connected is told");
    socket.close();

    const second = await secondStart(dir);
    assert.deepEqual([second.code, second.opened], [0, `${url}\n`], second.out);
    assert.match(second.out, new RegExp(`runs already: ${url}`));

    // Closing the window is a hangup.
    await server.stop();
    await eventually(() => !exists(join(dir, "comptoir.lock")), "the folder is free");
    assertStopped(dir);
    await Deno.remove(dir, { recursive: true });
  },
);

async function secondStart(dir: string) {
  const bin = await Deno.makeTempDir({ prefix: "comptoir-test-" });
  await Deno.writeTextFile(join(bin, "xdg-open"), `#!/bin/sh\necho "$1" >> '${bin}/opened'\n`, { mode: 0o755 });
  const text = `PATH='${bin}':$PATH exec env -u INVOCATION_ID ${CHECKOUT.join(" ")} --data '${dir}' --port 0`;
  await Deno.writeTextFile(join(bin, "start"), text);
  const { code, stdout } = await new Deno.Command("script", { args: ["-qefc", `sh ${bin}/start`, "/dev/null"], stdin: "null" })
    .output();
  await eventually(() => exists(join(bin, "opened")), "its browser was asked");
  return { code, out: new TextDecoder().decode(stdout), opened: await Deno.readTextFile(join(bin, "opened")) };
}

Deno.test("as a service nothing opens a browser, and a second start is an error", linux, async () => {
  const dir = await Deno.makeTempDir({ prefix: "comptoir-test-" });
  const { server, opened } = await inTerminal(dir, "INVOCATION_ID=0123456789abcdef0123456789abcdef");
  await eventually(() => /Arrêter \/ Stop/.test(server.log), "it is up");
  const { code, err } = await run(["--data", dir, "--port", "0"]);
  assert.deepEqual([code, opened()], [1, ""]);
  assert.match(err, /A server runs on/);
  await server.stop();
  await Deno.remove(dir, { recursive: true });
});

Deno.test(
  "Ctrl-C, a closed window and an end by the system each stop it in good order, with tills connected",
  linux,
  async () => {
    for (const signal of ["SIGINT", "SIGHUP", "SIGTERM"] as const) {
      const server = await startServer();
      using owner = await server.owner();
      const socket = owner.socket();
      await new Promise((resolve) => socket.onopen = resolve);
      server.process.kill(signal);
      const { code } = await server.process.status;
      assert.equal(code, 0, signal);
      assertStopped(server.dir);
      await Deno.remove(server.dir, { recursive: true });
    }
  },
);

function exists(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}

Deno.test("a start tells when the last backup was made, or that there is none", async () => {
  await using first = await startServer();
  await eventually(() => /Last backup: -$/m.test(first.log), "the line that tells of none");
  using owner = await first.owner();
  const { made_at } = (await answerOf(await owner.post("/api/backups", {}))).body;
  await first.stop();
  await using again = await first.restart();
  await eventually(() => /Last backup: .*\n/.test(again.log), "the line");
  const [, told] = /Last backup: (.*)/.exec(again.log)!;
  assert.match(told!, new RegExp(`\\b${made_at.slice(0, 4)}\\b`));
});
