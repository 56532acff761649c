/** Backups that are made by themselves: after a closing and every day, looked through, rotated, and once more on another disk. */
import assert from "node:assert/strict";
import { join as joinPath } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { outlived } from "../../server/database/files/kept_backups.ts";
import { eventually } from "../support/feed.ts";
import { answerOf, PASSWORD, type Person } from "../support/server.ts";
import { Staff } from "../support/staff.ts";
import { cash, close, closeTill, ok, openTill, PAIN, refused, Shop, sold } from "../support/shop.ts";

const HOUR = 60 * 60_000;
/** Noon of the day whose date it is there, wherever this runs. */
const NOON = { at: "2026-11-22T11:00:00Z", zone: "Europe/Paris" };

const asked = async (owner: Person) => (await answerOf(await owner.get("/api/backups"))).body;
const automatic = async (owner: Person): Promise<string[]> =>
  (await asked(owner)).backups.filter(({ kind }: { kind: string }) => kind === "auto").map(({ name }: { name: string }) => name);
const PLAN = { hours: 24, days: 2, weeks: 1, months: 1, second_folder: null as string | null };
const put = async (owner: Person, plan: unknown) => await answerOf(await owner.send("PUT", "/api/backups/settings", plan));

/** Whole, with the tickets it is to have. */
function assertCopy(file: string, tickets: number): void {
  const db = new DatabaseSync(file, { readOnly: true });
  assert.equal(db.prepare("PRAGMA integrity_check").get()!["integrity_check"], "ok");
  assert.equal(db.prepare("SELECT count(*) AS n FROM ventes WHERE etat = 'payee'").get()!["n"], tickets);
  db.close();
}

Deno.test("a day's closing and the passing of a day each bring a backup; old ones go, those that somebody made stay", async () => {
  await using shop = await Shop.open(["chloe"], NOON);
  const { chloe, owner, server } = shop;
  const { folder } = await asked(owner);
  const lie = (...names: string[]) => names.forEach((name) => Deno.writeTextFileSync(joinPath(folder, name), ""));
  const [outworn, mine, foreign] = ["auto-2026-11-19T10-00-00-000.db", "comptoir-2026-01-01T10-00-00-000.db", "patron.db"];
  lie(outworn!, "auto-2026-11-20T09-00-00-000.db", "auto-2026-11-20T10-00-00-000.db", mine!, foreign!);
  ok(await put(owner, PLAN));

  ok(await openTill(chloe));
  await sold(chloe, [PAIN], [cash(120)]);
  ok(await closeTill(chloe, 120));
  ok(await close(owner, "jour", "2026-11-22"));
  await eventually(async () => (await asked(owner)).last !== null, "the closing brought one");
  assert.equal((await automatic(owner)).length, 2, "and two old ones went");
  const after = await asked(owner);
  assert.ok(!after.backups.some(({ name }: { name: string }) => name === outworn), "of two days the newest stays");
  for (const name of [mine, foreign]) assert.ok(after.backups.some((one: { name: string }) => one.name === name), name);
  const [first] = await automatic(owner);
  assertCopy(joinPath(folder, first!), 1);
  assert.deepEqual([after.last.failed, after.last.defect, after.old], [null, null, false]);

  server.clock.pass(25 * HOUR);
  await owner.signIn("patron", PASSWORD);
  await eventually(async () => (await automatic(owner))[0] !== first, "a day later there is another");
  assert.match((await answerOf(await owner.get("/api/journal?kind=backup"))).body.records[0].username, /comptoir/);
  assert.match(server.log, /Sauvegarde faite/);
});

Deno.test("of those made by themselves stay the newest of so many days, weeks and months of which there are any", () => {
  const names: string[] = [];
  for (let day = 0; day < 800; day++) {
    const date = new Date(Date.UTC(2024, 8, 20 + day)).toISOString().slice(0, 10);
    names.push(`auto-${date}T08-00-00-000.db`, `auto-${date}T19-00-00-000.db`);
  }
  const rest = (kept: readonly string[], keep = { days: 7, weeks: 5, months: 12 }) => {
    const gone = new Set(outlived(kept, keep));
    return kept.filter((name) => !gone.has(name));
  };
  const stay = rest(names);
  assert.ok(stay.every((name) => name.includes("T19")), "the day's last one");
  // 2026-11-28 is a Saturday: two of five weeks' ends lie among the seven days.
  assert.deepEqual(stay.slice(-11).map((name) => name.slice(10, 15)), [
    ...["10-31", "11-01", "11-08", "11-15", "11-22", "11-23", "11-24", "11-25", "11-26", "11-27", "11-28"],
  ]);
  assert.equal(stay.length, 7 + 3 + 11, "eleven months' ends besides");
  assert.deepEqual(rest(stay), stay, "it goes no further by itself");
  const ahead = [...stay, "auto-2031-01-01T10-00-00-000.db"];
  assert.equal(
    outlived(ahead, { days: 7, weeks: 5, months: 12 }).length,
    2,
    "a clock that was ahead costs a week's and a month's",
  );
  const [late, made] = [stay.slice(-3), stay.at(-4)!];
  assert.deepEqual(rest(late, { days: 1, weeks: 1, months: 1 }), [late.at(-1)], "the premise");
  const keep = { days: 1, weeks: 1, months: 1 };
  assert.deepEqual(
    outlived([...late, made], keep, made),
    [],
    "a clock that was put back costs neither what it made nor the rest",
  );
  assert.deepEqual(outlived(["comptoir-2020-01-01T10-00-00.db", "x.db"], { days: 1, weeks: 1, months: 1 }), []);
});

Deno.test("after the PC's clock was put back the backup just made stays, and so do those of the time that is yet to come", async () => {
  await using shop = await Shop.open(["chloe"], NOON);
  const { owner, server } = shop;
  const { folder } = await asked(owner);
  const ahead = ["auto-2027-01-10T10-00-00-000.db", "auto-2027-02-10T10-00-00-000.db"];
  for (const name of ahead) Deno.writeTextFileSync(joinPath(folder, name), "");
  ok(await put(owner, { ...PLAN, days: 1 }));
  ok(await close(owner, "jour", "2026-11-22"));
  await eventually(async () => (await asked(owner)).last !== null, "the closing brought one");
  await eventually(() => /Sauvegarde faite/.test(server.log), "and that is told");
  const names = await automatic(owner);
  assert.deepEqual(names.filter((name) => ahead.includes(name)), ahead.toReversed());
  assert.ok(names.some((name) => name.startsWith("auto-2026-11-22")), names.join());
});

Deno.test("each is written once more on the owner's other disk and read there; without it the copy here is made, and that is told", async () => {
  await using shop = await Shop.open(["chloe"], NOON);
  const { owner, server } = shop;
  const disk = await Deno.makeTempDir({ prefix: "comptoir-test-" });
  for (const wrong of ["sauvegardes", `${disk}/absent`, server.dir, `${server.dir}/backups`]) {
    const problem = refused(await put(owner, { ...PLAN, second_folder: wrong }), 400, "invalid_body");
    assert.equal(problem["field"], "second_folder", wrong);
  }
  refused(await put(owner, { ...PLAN, days: 0 }), 400, "invalid_body");
  ok(await put(owner, { ...PLAN, second_folder: disk }));
  const made = async () => (await answerOf(await owner.post("/api/backups", {}))).body.name as string;
  const name = await made();
  const { second, folder, last } = await asked(owner);
  assert.equal(last.second_failed, null);
  assert.match(second, /comptoir-[0-9a-f]{8}$/);
  assert.deepEqual(Deno.readFileSync(joinPath(second, name)), Deno.readFileSync(joinPath(folder, name)));
  assert.deepEqual([...Deno.readDirSync(second)].map(({ name }) => name), [name]);

  // A server that was killed while it wrote there left a half; what is not ours stays.
  const halves = ["auto-2026-01-02T03-04-05-006.db.part", "photos.zip.part"];
  for (const half of halves) Deno.writeTextFileSync(joinPath(second, half), "half");
  const next = await made();
  assert.deepEqual([...Deno.readDirSync(second)].map(({ name }) => name).sort(), [name, next, "photos.zip.part"].sort());

  await Deno.remove(disk, { recursive: true });
  const alone = await made();
  const { last: missed } = await asked(owner);
  assert.ok(Deno.statSync(joinPath(folder, alone)).isFile);
  assert.match(missed.second_failed, /not there/);
  assert.throws(() => Deno.statSync(disk), "nothing was made where its disk belongs");
  await using again = await server.stop().then(() => server.restart());
  const { last: known, settings } = await asked(Object.assign(again.at("127.0.0.1"), { token: owner.token }));
  assert.match(known.second_failed, /not there/, "known after a restart");
  assert.equal(settings.second_folder, disk);
});

Deno.test("a folder of backups that cannot be read, or written, is told in a sentence, and health says that there is none", async () => {
  await using staff = await Staff.open({});
  const { owner } = staff;
  const { folder } = await asked(owner);
  await Deno.remove(folder, { recursive: true });
  assert.deepEqual((await asked(owner)).backups, [], "no folder: no backups");
  await Deno.writeTextFile(folder, "no folder");
  refused(await answerOf(await owner.get("/api/backups")), 503, "backup_failed");
  const problem = refused(await answerOf(await owner.post("/api/backups", {})), 503, "backup_failed");
  assert.match(problem.detail, /dossier des sauvegardes/);
  const { warning } = (await answerOf(await owner.get("/api/health"))).body;
  assert.match(warning, /sauvegarde n'a pas pu/);
  await Deno.remove(folder);
  assert.equal((await answerOf(await owner.post("/api/backups", {}))).status, 201);
  assert.equal((await answerOf(await owner.get("/api/health"))).body.warning, undefined);
});

Deno.test("a backup of records that are not whole is kept and says which is wrong", async () => {
  await using staff = await Staff.open({});
  await staff.server.stop();
  const db = new DatabaseSync(joinPath(staff.server.dir, "comptoir.db"));
  db.exec(
    "DROP TRIGGER _journal_keeps_update; UPDATE _journal SET content = replace(content, 'patron', 'patronne') WHERE seq = 2",
  );
  db.close();
  staff.server = await staff.server.restart();
  const owner = Object.assign(staff.server.at("127.0.0.1"), { token: staff.owner.token });
  assert.equal((await answerOf(await owner.post("/api/backups", {}))).status, 201);
  const { last, backups } = await asked(owner);
  assert.match(last.defect, /journal seq 2/);
  assert.equal(backups.length, 1);
});
