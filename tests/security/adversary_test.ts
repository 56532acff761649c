/**
 * Somebody tries: a table of attempts by role, each with the refusal it must meet and, sent just
 * before, the same thing where it is allowed. In the end nothing has changed and the journal tells.
 */
import assert from "node:assert/strict";
import type { Attempt, Chapter } from "../adversary/attempt.ts";
import { books } from "../adversary/books.ts";
import { costlyStatements } from "../adversary/costly_statements.ts";
import { hiddenTables, systemTables } from "../adversary/hidden_tables.ts";
import { names } from "../adversary/names.ts";
import { places } from "../adversary/places.ts";
import { requests } from "../adversary/requests.ts";
import { type Outcome, Scene } from "../adversary/scene.ts";
import { screens } from "../adversary/screens.ts";
import { statements } from "../adversary/statements.ts";
import { tokens } from "../adversary/tokens.ts";
import { eventually } from "../support/feed.ts";

const CHAPTERS: readonly Chapter[] = [
  hiddenTables,
  systemTables,
  ...statements,
  ...costlyStatements,
  books,
  ...requests,
  ...screens,
  ...places,
  ...tokens,
  ...names,
];

let scene: Scene;
let ran = 0;
/** Statements that were ended for their time. */
let ended = 0;
/** What the journal must tell in the end: where from, of which kind, with which code. */
const expected: { readonly name: string; readonly address: string; readonly kind: string; readonly code: string | null }[] = [];

Deno.test.beforeAll(async () => {
  scene = await Scene.open();
});
Deno.test.afterAll(() => scene.close());

Deno.test("the premise: whatever is written shows", async () => {
  for (const query of ["UPDATE produits SET prix_ttc = prix_ttc + 1 WHERE id = 2", "UPDATE boutique SET nom = 'À la ronde'"]) {
    const before = scene.snapshot();
    assert.equal(scene.snapshot(), before);
    assert.equal((await scene.owner.query("update", query)).status, 200);
    assert.notEqual(scene.snapshot(), before, query);
  }
});

for (const { title, attempts } of CHAPTERS) {
  Deno.test(`refused, all of it: ${title}`, async () => {
    const failures: string[] = [];
    for (const attempt of attempts) {
      const failure = await failureOf(attempt);
      if (failure !== null) failures.push(`${attempt.name}: ${failure}`);
      ran += 1;
    }
    assert.deepEqual(failures, []);
  });
}

/** What is wrong with how an attempt was met; null when it was refused as it must be and left nothing behind. */
async function failureOf(attempt: Attempt): Promise<string | null> {
  const { premise, refused } = attempt;
  const allowed = await scene.send(premise, scene.nextAddress());
  const held = premise.answered === "heartbeat" ? allowed.heartbeat : allowed.status === premise.answered;
  if (!held) return `its premise does not hold: ${show(allowed)}`;

  const address = scene.nextAddress();
  const before = scene.snapshot();
  const met = await scene.send(attempt, address);
  if (met.status === 503) ended += 1;
  if (before !== scene.snapshot()) return `it changed something: ${show(met)}`;
  if (refused.close !== undefined && !refused.close.includes(met.close ?? -1)) return `closed otherwise: ${show(met)}`;
  if (refused.status !== undefined && !refused.status.includes(met.status)) return `answered otherwise: ${show(met)}`;
  if (refused.code !== undefined && !refused.code.includes(met.code ?? "")) return `answered otherwise: ${show(met)}`;
  if (attempt.journaled !== undefined) {
    const code = attempt.journaled === "refused" ? met.code : null;
    expected.push({ name: attempt.name, address: scene.addressOf(attempt, address), kind: attempt.journaled, code });
  }
  return null;
}

function show({ status, code, close, text }: Outcome): string {
  return `${status ?? close} ${code ?? ""} ${text.slice(0, 300)}`;
}

interface JournalRecord {
  readonly seq: number;
  readonly kind: string;
  readonly address: string | null;
  readonly detail: { readonly code?: string; readonly count?: number } | null;
}

async function journal(): Promise<JournalRecord[]> {
  const records: JournalRecord[] = [];
  let before = "";
  do {
    const response = await scene.owner.get(`/api/journal?limit=500${before}`);
    const page = await response.json() as { records: JournalRecord[]; next_before: number | null };
    records.push(...page.records);
    before = page.next_before === null ? "" : `&before=${page.next_before}`;
  } while (before !== "");
  return records;
}

Deno.test("what a role tried and may not stands in the journal, each attempt under its address", async () => {
  assert.ok(expected.length > 100, `only ${expected.length} attempts are of a kind that is journaled`);
  await eventually(async () => missing(await journal()).length === 0, "every refusal is noted").catch(() => {});
  assert.deepEqual(missing(await journal()), []);
});

function missing(records: readonly JournalRecord[]): string[] {
  const noted = new Map<string, number>();
  const keyOf = (kind: string, address: string | null, code: string | null) => `${kind} ${address} ${code}`;
  for (const { kind, address, detail } of records) {
    const key = keyOf(kind, address, detail?.code ?? null);
    noted.set(key, (noted.get(key) ?? 0) + (detail?.count ?? 1));
  }
  const absent: string[] = [];
  for (const { name, kind, address, code } of expected) {
    const key = keyOf(kind, address, code);
    const left = noted.get(key) ?? 0;
    // From the server PC come more than are noted each by itself: what is over is counted, and told later.
    if (left === 0) absent.push(`${name}: ${key}`);
    if (address !== "127.0.0.1") noted.set(key, left - 1);
  }
  return absent;
}

Deno.test("in the end the journal's chain holds, the server answers, and there was no unexpected error", async () => {
  const verification = await (await scene.owner.get("/api/journal/verify")).json() as { ok: boolean; problem: string | null };
  assert.deepEqual([verification.ok, verification.problem], [true, null]);
  const health = await (await scene.owner.get("/api/health")).json() as { status: string };
  assert.equal(health.status, "ok");
  const { requests } = await (await scene.owner.get("/api/metrics")).json() as { requests: { errors: number } };
  assert.equal(requests.errors, ended, "server errors other than the statements that were ended");
  assert.doesNotMatch(scene.server.log, /Error/);
});

Deno.test("there were at least 150 attempts", () => {
  for (const { title, attempts } of CHAPTERS) console.log(`${String(attempts.length).padStart(5)}  ${title}`);
  console.log(`${String(ran).padStart(5)}  attempts in all, ${expected.length} of them journaled`);
  assert.ok(ran >= 150);
});
