/** A database that is only looked at is copied first: without room that is said, and whoever has enough of waiting leaves nothing behind. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { formerFolder } from "../support/former_shop.ts";
import { assertSentence, run } from "../support/command_line.ts";
import { eventually } from "../support/feed.ts";
import { CHECKOUT } from "../support/server.ts";
import { Staff } from "../support/staff.ts";
import { onDiskOf, whereSmallDisks } from "../support/small_disk.ts";
import { onLinux } from "../support/where.ts";

const linux = onLinux();

/** The folder of a shop that stands still, and one for copies that are looked at. */
async function atRest() {
  const staff = await Staff.open({});
  await staff.server.stop();
  const aside = await Deno.makeTempDir({ prefix: "comptoir-test-" });
  const file = join(staff.server.dir, "comptoir.db");
  const left = () => [...Deno.readDirSync(aside)].map(({ name }) => name);
  const dispose = async () => {
    await staff[Symbol.asyncDispose]();
    await Deno.remove(aside, { recursive: true });
  };
  return { dir: staff.server.dir, file, aside, left, [Symbol.asyncDispose]: dispose };
}

Deno.test(
  "where a copy has no room that is a sentence which names the folder, the size and the way out",
  whereSmallDisks,
  async () => {
    await using shop = await atRest();
    const mount = (size: string) => onDiskOf(size, shop.aside, `"$@"; code=$?; find '${shop.aside}' -mindepth 1; exit $code`);
    const look = (size: string) => run(["user", "list", "--data", shop.dir], { under: mount(size), env: { TMPDIR: shop.aside } });
    const small = await look("64k");
    assertSentence(small, 1, new RegExp(`'${shop.aside}' has no room for its \\d+ MiB: .*TMPDIR`));
    assert.equal(small.out, "", "nothing is left of it");
    const roomy = await look("64m");
    assert.deepEqual([roomy.code, roomy.out], [0, "1\tpatron\tadministrateur\tpatron\tactive\n"], "the premise, and it is gone");
  },
);

Deno.test("Ctrl-C, and an end by the system, while a copy is made leave nothing of it", linux, async () => {
  await using shop = await atRest();
  // A log that never comes: the copy is begun, and waited for.
  await Deno.remove(`${shop.file}-wal`).catch(() => {});
  const pipe = await new Deno.Command("mkfifo", { args: [`${shop.file}-wal`] }).output();
  assert.ok(pipe.success, new TextDecoder().decode(pipe.stderr));
  const [program, ...args] = CHECKOUT;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    const looking = new Deno.Command(program, {
      args: [...args, "journal", "verify", shop.file],
      env: { TMPDIR: shop.aside },
      stdin: "null",
      stdout: "null",
      stderr: "null",
    }).spawn();
    const copied = () => shop.left().some((name) => [...Deno.readDirSync(join(shop.aside, name))].length > 0);
    await eventually(copied, "the copy is begun");
    looking.kill(signal);
    assert.deepEqual([(await looking.status).code, shop.left()], [130, []], signal);
  }
});

Deno.test("a copy that a former build made is judged, and stays as it is: the one before an upgrade is such a copy", async () => {
  const dir = await formerFolder();
  const file = join(dir, "comptoir.db");
  const before = await Deno.readFile(file);
  for (const command of [["journal", "verify", file], ["journal", "verify", "--data", dir], ["user", "list", "--data", dir]]) {
    const { code, out, err } = await run(command);
    assert.equal(code, 0, `${command.join(" ")}: ${out}${err}`);
    assert.deepEqual(await Deno.readFile(file), before, command.join(" "));
  }
  const changed = join(dir, "changed.db");
  await Deno.copyFile(file, changed);
  const db = new DatabaseSync(changed);
  db.exec(
    "DROP TRIGGER IF EXISTS _journal_keeps_update; UPDATE _journal SET content = content || ' ' WHERE seq = 5",
  );
  db.close();
  assert.equal((await run(["journal", "verify", changed])).code, 1, "what is wrong in it is found all the same");
  await Deno.remove(dir, { recursive: true });
});
