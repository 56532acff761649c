/** The owner moves years past of the journal into sealed files from the console: what may be, how far it is, how it ended, why not. */
import assert from "node:assert/strict";
import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { ok, refused } from "../support/acts.ts";
import { comptoir, run } from "../support/command_line.ts";
import { FIRST, pastYears, SECOND, YEARS } from "../support/past_years.ts";
import { SealSteps } from "../support/seal_steps.ts";
import { inside, oneOf, sealedFile } from "../support/sealed.ts";
import { answerOf, CHECKOUT, join, PASSWORD, type Person, startServer, type TestServer } from "../support/server.ts";
import { onDiskOf, whereSmallDisks } from "../support/small_disk.ts";

interface Seen {
  readonly work: string;
  readonly step: string;
  readonly done: number;
  readonly total: number | null;
}

const stateOf = async (owner: Person) => ok(await answerOf(await owner.get("/api/journal/sealing")));
const begin = async (owner: Person, through: unknown) => await answerOf(await owner.post("/api/journal/sealing", { through }));
const worksOf = async (owner: Person): Promise<Seen[]> => ok(await answerOf(await owner.get("/api/work"))).works;

async function patronOf(server: TestServer): Promise<Person> {
  const owner = server.at("127.0.0.1");
  await owner.signIn("patron", PASSWORD);
  return owner;
}

/** Looks until a work is over; all that was told of it. */
async function watched(owner: Person, work: string, isOver: () => boolean | Promise<boolean>): Promise<Seen[]> {
  const seen: Seen[] = [];
  do seen.push(...(await worksOf(owner)).filter((one) => one.work === work)); while (!await isOver());
  return seen;
}

/** Begins to seal up to a year; the years that are sealed then, all that was told of it, and the state when it is over. */
async function begunAndOver(owner: Person, through: number) {
  const { status, body } = await begin(owner, through);
  assert.equal(status, 202, JSON.stringify(body));
  const seen = await watched(owner, "sealing", async () => !(await stateOf(owner)).busy);
  return { years: body.years, seen, after: await stateOf(owner) };
}

function assertGrows(seen: readonly Seen[]): void {
  for (const [at, { step, done, total }] of seen.entries()) {
    assert.ok(done >= 0 && (total === null || done <= total), JSON.stringify(seen[at]));
    const before = seen[at - 1];
    if (before?.step === step && before.total === total) assert.ok(done >= before.done, "it never goes back");
  }
}

Deno.test("the owner is told which years may be sealed and how large they are, and sees them go, and where they are", async () => {
  const dir = await pastYears();
  await using server = await startServer({ dir, flags: ["--rate-limit", "0"] });
  using owner = await patronOf(server);
  const before = await stateOf(owner);
  assert.deepEqual([before.sealed, before.busy, before.last], [[], false, null]);
  assert.deepEqual(before.years.map(({ year }: { year: number }) => year), [FIRST, SECOND]);
  assert.equal(before.years[0].first_seq, 1);
  assert.equal(before.years[1].first_seq, before.years[0].last_seq + 1);
  assert.match(before.refused, new RegExp(`${SECOND} est la dernière`));
  assert.deepEqual(await worksOf(owner), []);

  const { years, seen, after } = await begunAndOver(owner, SECOND);
  assert.deepEqual(years, [FIRST, SECOND]);
  assert.ok(seen.length > 0);
  assertGrows(seen);
  assert.deepEqual([after.years, after.last.failed], [[], null]);
  assert.deepEqual(await worksOf(owner), []);
  for (const [at, { name, year, first_seq, last_seq, size_bytes }] of after.sealed.entries()) {
    assert.equal(name, `journal-${YEARS[at]}.db`);
    const told = before.years[at];
    assert.deepEqual([year, first_seq, last_seq], [told.year, told.first_seq, told.last_seq]);
    assert.equal(size_bytes, statSync(sealedFile(dir, year)).size);
    assert.ok(told.size_bytes > size_bytes / 2 && told.size_bytes < size_bytes * 2, `${told.size_bytes} beside ${size_bytes}`);
  }
  const by = "SELECT DISTINCT username FROM _journal WHERE kind = 'journal_sealed'";
  assert.deepEqual(inside(`${dir}/comptoir.db`, (db) => db.prepare(by).all().map(({ username }) => username)), ["patron"]);
  const walked = (await answerOf(await owner.get("/api/journal/verify"))).body;
  assert.deepEqual([walked.ok, walked.absent], [true, []]);
  // Once more is no harm.
  assert.deepEqual((await begunAndOver(owner, SECOND)).years, []);
});

Deno.test("a year that is not over, a till's person, nonsense and a second one meanwhile are refused, and nothing is sealed", async () => {
  const dir = await pastYears();
  await using server = await startServer({ dir, flags: ["--rate-limit", "0"] });
  using owner = await patronOf(server);
  const late = refused(await begin(owner, YEARS[2]), 409, "seal_refused");
  assert.match(late.detail, new RegExp(`Tout n'a pas été scellé : l'année en cours .* ${SECOND} est la dernière`));
  for (const through of [undefined, null, "2020", 0, -1, 2020.5, 1e9, [SECOND], {}]) {
    refused(await begin(owner, through), 400, "invalid_body");
  }
  using cashier = await join(owner, "camille2", "caisse", "127.0.2.2");
  for (const answer of [await begin(cashier, FIRST), await answerOf(await cashier.get("/api/journal/sealing"))]) {
    refused(answer, 403, "forbidden");
  }
  refused(await answerOf(await cashier.get("/api/work")), 403, "forbidden");
  assert.equal(oneOf(dir, "SELECT count(*) FROM _journal_seals"), 0);

  const both = await Promise.all([begin(owner, FIRST), begin(owner, FIRST)]);
  assert.deepEqual(both.map(({ status }) => status).sort(), [202, 503]);
  const { code, err } = await comptoir("journal", "seal", "--through", String(SECOND), "--data", dir);
  assert.ok(code === 0 || /busy|occupé/i.test(err), "the command line takes its turn or is told so");
});

Deno.test("why a year could not be sealed is told in the owner's language once it is known, and the next try begins anew", async () => {
  const dir = await pastYears();
  mkdirSync(`${dir}/journal`, { mode: 0o700 });
  writeFileSync(sealedFile(dir, FIRST), "something else");
  await using server = await startServer({ dir, flags: ["--rate-limit", "0"] });
  using owner = await patronOf(server);
  const { after } = await begunAndOver(owner, FIRST);
  assert.deepEqual(after.sealed, []);
  assert.match(after.last.failed, new RegExp(`^journal/journal-${FIRST}\\.db est déjà là et contient autre chose`));
  await Deno.remove(sealedFile(dir, FIRST));
  const { after: again } = await begunAndOver(owner, FIRST);
  assert.deepEqual([again.last.failed, again.sealed.length], [null, 1]);
});

/** On a small disk of its own, of which so much is left: what is in the folder comes along. */
function onDiskWith(leftKib: number, dir: string): string[] {
  const fill = `cat /dev/zero > /mnt/rest 2>/dev/null; truncate -s -${leftKib}K /mnt/rest`;
  return onDiskOf("64m", "/mnt", `cp -a '${dir}/.' /mnt; ${fill}; mount --bind /mnt '${dir}'; exec "$@"`);
}

Deno.test(
  "a full disk is told as one where a year is still to leave the database",
  whereSmallDisks,
  async () => {
    const dir = await pastYears();
    const steps = new SealSteps(dir);
    steps.record(steps.make(FIRST));
    await steps.leave();
    const alone = await run(["journal", "seal", "--through", String(FIRST), "--data", dir], { under: onDiskWith(1_100, dir) });
    assert.equal(alone.code, 1, alone.out);
    assert.match(alone.err, /^Not all of it was sealed: database or disk is full\.$/m);

    await using server = await startServer({ dir, command: [...onDiskWith(2_500, dir), ...CHECKOUT] as [string, ...string[]] });
    using owner = await patronOf(server);
    const { after } = await begunAndOver(owner, FIRST);
    assert.equal(after.last.failed, "il n'y a pas assez de place sur le disque");
    const walked = (await answerOf(await owner.get("/api/journal/verify"))).body;
    assert.deepEqual([walked.ok, walked.absent], [true, []], "and every record stands somewhere");
  },
);

Deno.test("a backup and a verification tell how far they are, and nothing of it stays when they are over", async () => {
  const dir = await pastYears();
  await using server = await startServer({ dir, flags: ["--rate-limit", "0"] });
  using owner = await patronOf(server);
  for (
    const [work, begun] of [
      ["backup", () => owner.post("/api/backups", {})],
      ["verification", () => owner.get("/api/journal/verify")],
    ] as const
  ) {
    let over = false;
    const answer = begun().finally(() => over = true);
    const seen = await watched(owner, work, () => over);
    assert.ok((await answer).ok);
    assert.ok(seen.some(({ total }) => total !== null), `${work}: ${JSON.stringify(seen)}`);
    assertGrows(seen);
    assert.deepEqual(await worksOf(owner), []);
  }
});
