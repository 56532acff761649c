/** A start that is refused: one sentence with its remedy, exit code 1, and the folder as it was. */
import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
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

/** A folder with a shop that was stopped in good order. */
async function shop(): Promise<string> {
  const server = await startServer({ dir: await newFolder() });
  await server.stop();
  return server.dir;
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

Deno.test("a shop on a disk that is full is told in a sentence, and its files stay as they were", whereSmallDisks, async () => {
  const whole = await shop();
  const small = await newFolder();
  // Left free are so many KiB: none, too few for the log's index, and some that a start would fill.
  const full = (free: number) =>
    onDiskOf(
      "4m",
      small,
      `cp '${whole}'/*.* '${small}' && cat /dev/zero > '${small}/rest' 2>/dev/null
     truncate -s -${free}K '${small}/rest'; sum() { (cd '${small}' && cksum *.db *.key *.head); }
     before=$(sum); "$@"; code=$?; [ "$before" = "$(sum)" ] || echo changed; exit $code`,
    );
  for (const free of [0, 8, 64]) {
    const ended = await start(small, [], { under: full(free) });
    assertSentence(ended, 1, /disk is full.*--data/);
    assert.equal(ended.out, "", `${free} KiB`);
  }
  for (const command of [["user", "list"], ["journal", "verify"]]) {
    // Who only looks, looks at a copy elsewhere.
    const ended = await run([...command, "--data", small], { under: full(0) });
    assert.equal(ended.code, 0, ended.err);
    assert.doesNotMatch(ended.out, /changed/);
  }
});

Deno.test("a database that cannot be gone on with is told in a sentence, and nothing is made beside it", async () => {
  const whole = await shop();
  const change = (sql: string) => (path: string) => {
    const db = new DatabaseSync(path);
    db.exec(sql);
    db.close();
  };
  const overwrite = (at: number) => (path: string) => {
    using file = Deno.openSync(path, { write: true });
    file.seekSync(at, Deno.SeekMode.Start);
    file.writeSync(new Uint8Array(4096).fill(0x5a));
  };
  const cases: [string, (path: string) => void, RegExp][] = [
    ["cut", (path) => Deno.truncateSync(path, 20_000), /damaged.*restore/],
    ["first page", overwrite(0), /damaged.*restore/],
    ["second page", overwrite(4096), /damaged.*restore/],
    ["some page", overwrite(10 * 4096), /damaged.*restore/],
    [
      "newer",
      change("INSERT INTO _migrations VALUES ('999_future', '2030-01-01T00:00:00Z')"),
      /newer version.*start that version/,
    ],
    ["foreign", (path) => (Deno.removeSync(path), change("CREATE TABLE t (x)")(path)), /another program's.*--data/],
  ];
  for (const [what, harm, wanted] of cases) {
    const dir = await newFolder();
    const path = join(dir, "comptoir.db");
    await Deno.copyFile(join(whole, "comptoir.db"), path);
    harm(path);
    const before = await Deno.readFile(path);
    for (const flags of [[], ["--demo"]]) {
      assertSentence(await start(dir, flags), 1, wanted);
      assert.deepEqual(names(dir), ["comptoir.db"], what);
      assert.deepEqual(await Deno.readFile(path), before, `${what}: left as it was`);
    }
  }
  const dir = await newFolder();
  await Deno.copyFile(join(whole, "comptoir.db"), join(dir, "comptoir.db"));
  await using _ = await startServer({ dir }); // the premise
});

Deno.test("a database that another program holds is told in a sentence, and works when it has let go", async () => {
  const dir = await shop();
  const before = names(dir);
  const other = new DatabaseSync(join(dir, "comptoir.db"));
  for (const hold of ["PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE", "PRAGMA locking_mode = NORMAL; BEGIN IMMEDIATE"]) {
    other.exec(hold);
    assertSentence(await start(dir, []), 1, /in use by another program/);
    other.exec("COMMIT; SELECT 1 FROM _meta");
  }
  other.close();
  await using _ = await startServer({ dir });
  assert.ok(before.every((name) => names(dir).includes(name) || /-(?:wal|shm)$/.test(name)));
});

Deno.test("a fiscal key of another kind is told in a sentence: nobody could verify what it signs", linux, async () => {
  const keys = [generateKeyPairSync("ec", { namedCurve: "P-384" }), generateKeyPairSync("rsa", { modulusLength: 2048 })];
  for (const { privateKey } of keys) {
    const dir = await Deno.makeTempDir({ prefix: "comptoir-test-" });
    Deno.writeTextFileSync(`${dir}/fiscal.key`, privateKey.export({ type: "pkcs8", format: "pem" }) as string);
    assertSentence(await start(dir, []), 1, /key file fiscal\.key holds a key of another kind.*copy.*away/);
    await Deno.remove(dir, { recursive: true });
  }
});

Deno.test("a key file that is damaged or may not be read is told in a sentence", linux, async () => {
  for (const key of ["token", "journal"]) {
    const dir = await shop();
    await Deno.writeTextFile(join(dir, `${key}.key`), "nothing of the kind");
    assertSentence(await start(dir, []), 1, new RegExp(`key file ${key}\\.key is damaged`));
    await Deno.chmod(join(dir, `${key}.key`), 0);
    assertSentence(await start(dir, [], { under: UNPRIVILEGED }), 1, new RegExp(`${key}\\.key.*rights`));
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
