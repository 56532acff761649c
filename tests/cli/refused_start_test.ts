/** A start that is refused by where it should be done: one sentence with its remedy, exit code 1, and nothing is made. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { assertSentence, type Ended, run, type Surroundings, UNPRIVILEGED } from "../support/command_line.ts";
import { newFolder } from "../support/own_folder.ts";
import { startServer } from "../support/server.ts";
import { onDiskOf, whereSmallDisks } from "../support/small_disk.ts";
import { onLinux, where, withProgram } from "../support/where.ts";

const linux = onLinux();
const withOpenssl = await withProgram("make a certificate with", "openssl");

const names = (dir: string) => [...Deno.readDirSync(dir)].map(({ name }) => name).sort();

function start(dir: string, flags: readonly string[], surroundings: Surroundings = {}): Promise<Ended> {
  return run(["--data", dir, "--no-open", ...flags.includes("--port") ? [] : ["--port", "0"], ...flags], surroundings);
}

/** Refused in a folder that is missing, and in one that is there and empty. */
async function assertNothingMade(flags: readonly string[], wanted: RegExp, surroundings: Surroundings = {}): Promise<void> {
  const dir = await newFolder();
  for (const place of [join(dir, "chez", "nous"), dir]) {
    const ended = await start(place, flags, surroundings);
    assertSentence(ended, 1, wanted);
    assert.equal(ended.out, "", "no password is told of a shop that is not there");
    assert.deepEqual(names(dir), [], `${flags.join(" ")}: ${place}`);
  }
}

Deno.test("a port that is taken is found out before anything is made, with --demo too", async () => {
  using taken = Deno.listen({ hostname: "0.0.0.0", port: 0 });
  const port = String(taken.addr.port);
  await assertNothingMade(["--port", port], /[Pp]ort \d+ is taken.*--port/);
  await assertNothingMade(["--port", port, "--demo"], /[Pp]ort \d+ is taken.*--port/);
  const dir = await newFolder();
  await Deno.writeTextFile(join(dir, "notes.txt"), "mine");
  assertSentence(await start(dir, ["--port", port]), 1, /is taken/);
  assert.deepEqual(names(dir), ["notes.txt"]);
});

Deno.test("a port that another program has for IPv6 alone is taken: it would answer the owner's browser", linux, async () => {
  using taken = Deno.listen({ hostname: "::1", port: 0 });
  const { port } = taken.addr;
  Deno.listen({ hostname: "0.0.0.0", port }).close(); // the premise: it is free for IPv4
  await assertNothingMade(["--port", String(port)], /[Pp]ort \d+ is taken.*--port/);
});

Deno.test("who calls while the server starts waits for it and is answered", async () => {
  using free = Deno.listen({ hostname: "0.0.0.0", port: 0 });
  const { port } = free.addr;
  free.close();
  const starting = startServer({ dir: await newFolder(), port, flags: ["--demo"] });
  const begun = performance.now();
  let answered = 0;
  while (answered === 0 && performance.now() - begun < 30_000) {
    try {
      const response = await fetch(`http://127.0.0.1:${port}/api/health`);
      assert.deepEqual([response.status, (await response.json()).status], [200, "ok"]);
      answered = performance.now();
    } catch (error) {
      assert.ok(error instanceof TypeError, String(error)); // nobody listens yet
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
  assert.ok(answered > 0);
  const server = await starting;
  await server.stop();
});

Deno.test("an address that cannot be listened on is told in a sentence, and nothing is made", async () => {
  for (const host of ["nonsense", "a b", "192.0.2.1", "2001:db8::1", "fe80::1"]) {
    await assertNothingMade(["--host", host, "--demo"], /--host/);
  }
});

Deno.test("files for TLS that cannot be used are told in a sentence, and nothing is made", withOpenssl, async () => {
  const dir = await newFolder();
  const file = (name: string) => join(dir, name);
  for (const name of ["a", "b"]) {
    const args = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"];
    await new Deno.Command("openssl", {
      args: [...args, "-keyout", file(`${name}.key`), "-out", file(`${name}.crt`)],
      stderr: "null",
    }).output();
  }
  await Deno.writeTextFile(file("empty"), "");
  await Deno.writeTextFile(file("junk"), "-----BEGIN CERTIFICATE-----\nbm90aGluZw==\n-----END CERTIFICATE-----\n");
  const cases = [
    ["none.crt", "a.key", /none\.crt.*--tls-cert/],
    ["a.crt", "none.key", /none\.key.*--tls-key/],
    [".", "a.key", /cannot be read.*--tls-cert/],
    ["a.key", "a.crt", /no certificate.*--tls-cert/],
    ["a.crt", "a.crt", /no private key.*--tls-key/],
    ["empty", "empty", /--tls-cert/],
    ["junk", "a.key", /--tls-cert/],
    ["a.crt", "b.key", /does not belong/],
  ] as const;
  for (const [cert, key, wanted] of cases) {
    await assertNothingMade(["--tls-cert", file(cert), "--tls-key", file(key)], wanted);
  }
  await using _ = await startServer({ flags: ["--tls-cert", file("a.crt"), "--tls-key", file("a.key")] }); // the premise
});

async function can(...command: readonly string[]): Promise<boolean> {
  const [program, ...args] = [...UNPRIVILEGED, ...command] as [string, ...string[]];
  return (await new Deno.Command(program, { args, stdout: "null", stderr: "null" }).output()).success;
}

/** Of the ports that everybody may listen on; 0 where the system is not asked for it. */
const firstFree = Number(await Deno.readTextFile("/proc/sys/net/ipv4/ip_unprivileged_port_start").catch(() => 0));
const low = where(firstFree > 81, "everybody may listen on port 81 here");

Deno.test("a port below 1024 without the right to it is told in a sentence, and nothing is made", low, async () => {
  await assertNothingMade(["--port", "81"], /Port 81 may not be used.*above 1023.*--port/, { under: UNPRIVILEGED });
});

Deno.test("a folder that cannot be written, or is none, is told in a sentence", linux, async () => {
  const dir = await newFolder();
  const closed = join(dir, "fermé");
  await Deno.mkdir(closed, { mode: 0o555 });
  assert.equal(await can("touch", join(closed, "x")), false, "the premise");
  for (const place of [closed, join(closed, "neu")]) {
    assertSentence(await start(place, [], { under: UNPRIVILEGED }), 1, /cannot be written.*--data/);
  }
  assert.deepEqual(names(closed), []);
  const file = join(dir, "fichier");
  await Deno.writeTextFile(file, "mine");
  for (const place of [file, join(file, "neu")]) {
    assertSentence(await start(place, ["--demo"]), 1, /cannot be written.*--data/);
  }
  assert.equal(await Deno.readTextFile(file), "mine");
  await Deno.mkdir(join(dir, "comptoir.db"));
  assertSentence(await start(dir, []), 1, /comptoir\.db.*--data/);
  assert.deepEqual(names(dir), ["comptoir.db", "fermé", "fichier"]);
});

Deno.test("a disk that is full is told in a sentence, and nothing of the new shop stays", whereSmallDisks, async () => {
  const dir = await newFolder();
  // What is left there goes with the mount: it is looked at from inside.
  const thenList = `"$@"; code=$?; find '${dir}' -mindepth 1; exit $code`;
  for (const [size, flags] of [["8k", []], ["200k", []], ["600k", []], ["3m", ["--demo"]]] as const) {
    const ended = await start(join(dir, "chez", "nous"), flags, { under: onDiskOf(size, dir, thenList) });
    assertSentence(ended, 1, /disk is full.*--data/);
    assert.equal(ended.out, "", size);
  }
});

Deno.test("the variable of a switch means what it says; anything else is bad usage that names it", async () => {
  const dir = join(await newFolder(), "neu");
  // Understood, the variable leads to this port: code 1.
  using taken = Deno.listen({ hostname: "0.0.0.0", port: 0 });
  const port = String(taken.addr.port);
  for (const name of ["COMPTOIR_SINGLE_MACHINE", "COMPTOIR_NO_OPEN", "COMPTOIR_DEMO"]) {
    for (const value of ["banana", "2", "oui", " "]) {
      const ended = await run(["--data", dir, "--port", port], { env: { [name]: value } });
      assertSentence(ended, 2, new RegExp(`${name}.*--help`));
    }
  }
  assert.throws(() => Deno.statSync(dir));
  for (const value of ["1", "TRUE", "Yes", "on", "0", "False", "NO", "off", ""]) {
    const env = { COMPTOIR_SINGLE_MACHINE: value, COMPTOIR_TLS_CERT: "", COMPTOIR_HOST: "", COMPTOIR_RATE_LIMIT: "" };
    assertSentence(await start(dir, ["--port", port], { env }), 1, /is taken/);
  }
});
