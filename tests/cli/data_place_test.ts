/** Where a shop's data lies, whose it is, and what commands that only look leave there: nothing. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { shareIn, userFolder } from "../../server/cli/data_place.ts";
import { assertSentence, run } from "../support/command_line.ts";
import { startServer } from "../support/server.ts";
import { cash, openTill, PAIN, Shop, sold } from "../support/shop.ts";
import { where } from "../support/where.ts";

const asRoot = where(
  Deno.build.os === "linux" && Deno.uid() === 0,
  "nobody else's folder can be made here: this is not root on Linux",
);

/** Names, owners, sizes and times of all that lies in a folder. */
const stateOf = (dir: string): Record<string, string> =>
  Object.fromEntries([...Deno.readDirSync(dir)].map(({ name }) => {
    const { uid, size, mtime } = Deno.statSync(join(dir, name));
    return [name, `${uid} ${size} ${mtime!.toISOString()}`];
  }));

async function stopped(): Promise<string> {
  const server = await startServer();
  const owner = await server.owner();
  owner.client.close();
  await server.stop();
  return server.dir;
}

Deno.test(
  "what root would leave in another's shop is refused before anything is made; what only looks may look",
  asRoot,
  async () => {
    const dir = await stopped();
    await new Deno.Command("chown", { args: ["-R", "4711", dir] }).output();
    // What a user lays into his folder for root to write into.
    const outside = await Deno.makeTempFile({ prefix: "comptoir-test-" });
    await Deno.writeTextFile(outside, "another's");
    for (const name of [".owner-test", ".write-test"]) await Deno.symlink(outside, join(dir, name));
    const before = stateOf(dir);
    const add = ["user", "add", "--username", "nora", "--role", "vendeur", "--password-stdin", "--data", dir];
    assertSentence(await run(add, { input: "mot de passe" }), 1, /belongs to another user \(4711, you are 0\).*sudo -u "#4711"/);
    for (const args of [["backup"], ["--no-open", "--port", "0"]]) {
      assertSentence(await run([...args, "--data", dir]), 1, /belongs to another user/);
    }
    const list = await run(["user", "list", "--data", dir]);
    assert.match(list.out, /^1\tpatron\tadministrateur/, list.err);
    assert.equal((await run(["journal", "verify", "--data", dir])).code, 0);
    assert.deepEqual(stateOf(dir), before);
    assert.deepEqual([...Deno.readDirSync(join(dir, "backups"))], []);
    assert.equal(await Deno.readTextFile(outside), "another's");
    await Deno.remove(dir, { recursive: true });
    await Deno.remove(outside);
  },
);

Deno.test("a list and a verification change nothing, in a folder that was left by a crash as well", async () => {
  await using shop = await Shop.open(["chloe"]);
  const { chloe, server } = shop;
  await openTill(chloe);
  await sold(chloe, [PAIN], [cash(120)]);
  await server.kill();
  const { dir } = server;
  const before = stateOf(dir);
  assert.ok(Number(before["comptoir.db-wal"]?.split(" ")[1]) > 0, "the premise: a log was left");
  const list = await run(["user", "list", "--data", dir]);
  assert.match(list.out, /\tchloe\tcaisse\t/, list.err);
  const verified = await run(["journal", "verify", "--data", dir]);
  assert.equal(verified.code, 0, verified.out + verified.err);
  assert.match(verified.out, /fiscal journal is whole: [1-9]/);
  assert.deepEqual(stateOf(dir), before);
});

Deno.test("a copy by itself is judged as far as it goes, and what could not be is said", async () => {
  await using shop = await Shop.open(["chloe"]);
  const { chloe, server } = shop;
  await openTill(chloe);
  await sold(chloe, [PAIN], [cash(120)]);
  const place = await Deno.makeTempDir({ prefix: "comptoir-test-" });
  const copy = join(place, "clé #1.db");
  assert.equal((await run(["backup", copy, "--data", server.dir])).code, 0);
  const before = stateOf(place);
  const { code, out, err } = await run(["journal", "verify", copy]);
  assert.equal(code, 0, out + err);
  assert.match(out, /fiscal journal is whole.*Not judged.*journal\.head.*keys/s);
  assert.deepEqual(stateOf(place), before);
  assertSentence(await run(["journal", "verify", join(place, "absent.db")]), 1, /no file/);
  await Deno.writeTextFile(join(place, "autre.db"), "nothing of the kind");
  assertSentence(await run(["journal", "verify", join(place, "autre.db")]), 1, /not a database/);
  await Deno.remove(place, { recursive: true });
});

Deno.test("a disk of another PC is told from one of this PC by the system's own list", () => {
  const mounts = [
    "/dev/sda1 / ext4 rw 0 0",
    "nas:/vol /mnt/nas nfs4 rw 0 0",
    "//nas/boutique /mnt/la\\040boutique cifs rw 0 0",
    "tmpfs /mnt/nas/local tmpfs rw 0 0",
    "paul@pc: /home/paul/pc fuse.sshfs rw 0 0",
    "/dev/sdb1 /media/cle fuseblk rw 0 0",
  ].join("\n");
  const cases = {
    "/mnt/nas": "nfs4",
    "/mnt/nas/data": "nfs4",
    "/mnt/nasty": null,
    "/mnt/nas/local/data": null,
    "/mnt/la boutique/data": "cifs",
    "/home/paul/pc": "fuse.sshfs",
    "/home/paul": null,
    "/media/cle/data": null,
  };
  for (const [path, share] of Object.entries(cases)) assert.equal(shareIn(mounts, path), share, path);
});

Deno.test("a user's own folder is where each system keeps what programs store", () => {
  const at = (os: typeof Deno.build.os, env: Record<string, string>) => userFolder(os, (name) => env[name]);
  assert.equal(at("linux", { HOME: "/home/zoé" }), "/home/zoé/.local/share/comptoir");
  assert.equal(at("linux", { HOME: "/home/zoé", XDG_DATA_HOME: "/srv/zoé" }), "/srv/zoé/comptoir");
  assert.equal(at("darwin", { HOME: "/Users/zoé" }), "/Users/zoé/Library/Application Support/Comptoir");
  assert.match(
    at("windows", { USERPROFILE: "C:\\Users\\zoé", LOCALAPPDATA: "C:\\Users\\zoé\\AppData\\Local" }),
    /Local.Comptoir$/,
  );
});
