/**
 * What tills feel of others' work: of whatever the owner asks in a shop with years of journal, and of a till that writes as
 * much as it can. Each turn is measured beside a quiet one right before it, and all quiet ones together are what it is held to.
 */
import { SeededRandom } from "../../server/shop/demo/random.ts";
import { appendRecords, sales } from "../../tests/support/long_journal.ts";
import { join, PASSWORD, type Person, startServer, uuidv7 } from "../../tests/support/server.ts";
import { Fleet } from "./attacks/fleet.ts";
import { pause } from "./attacks/row.ts";
import { quantile, table } from "./figures.ts";

/** How much slower than in quiet a till's p99 may be while the owner asks something, and what it may be beside a till that fills. */
const OWNER_FACTOR = 1.5;
const FILLING_MS = 50;
/** Milliseconds between an answer and the next question: of a session that asked without a pause the limit would refuse most. */
const BREATH_MS = { owner: 60, filling: 5 } as const;

/** Asks once; tells how it was answered. */
type Ask = () => Promise<string>;

interface Turn {
  readonly what: string;
  readonly writes: readonly number[];
  readonly selects: readonly number[];
  /** How often it was asked, and milliseconds of the longest answer. */
  readonly asked: number;
  readonly longestMs: number;
  readonly answers: string;
}

export async function measureBeside(records: number, seconds: number, seed: number): Promise<string> {
  const first = await startServer({});
  await first.owner();
  await first.stop();
  console.error(`writing ${records.toLocaleString("en")} records`);
  appendRecords(first.dir, sales(records));
  console.error("the server makes their index");
  await using server = await first.restart();
  using owner = server.at("127.0.0.1");
  await owner.signIn("patron", PASSWORD);
  const random = new SeededRandom(seed);
  const fleet = await Fleet.open(server, owner, () => random.fraction());
  try {
    await fleet.work(() => pause(5_000)); // every till has its connection, all code is compiled
    const quiet: Turn[] = [];
    const turns: Turn[] = [];
    const beside = async (what: string, ask: Ask, breathMs: number = BREATH_MS.owner) => {
      console.error(`  ${what}`);
      quiet.push(await turn(fleet, "quiet", seconds, () => Promise.resolve(""), breathMs));
      turns.push(await turn(fleet, what, seconds, ask, breathMs));
    };
    for (const path of await questions(owner)) await beside(`GET ${path}`, () => answered(owner.get(path)));
    await beside("the owner's SQL, without an end", () => answered(owner.post("/api/query", ENDLESS)));
    // A person of its own: what one may write is counted by person.
    using till = await join(owner, "remplit", "vendeur", "127.0.5.1");
    const filling = await filler(till);
    const rows = report(quiet, turns, OWNER_FACTOR);
    turns.length = 0;
    for (const [what, ask] of filling) await beside(what, ask, BREATH_MS.filling);
    return `\n${records.toLocaleString("en")} journal records; p99 of writes and of selects by key, in milliseconds:\n\n${
      table(HEAD, [...rows, ...report(quiet, turns, null)])
    }`;
  } finally {
    await fleet.close();
  }
}

const ENDLESS = { type: "select", query: "SELECT max(a.id || b.id || c.id) AS m FROM ventes a, ventes b, ventes c" };

/** Whatever the document says that can be asked for without knowing a name, and the journal by each of its filters. */
async function questions(owner: Person): Promise<string[]> {
  const { paths } = await (await owner.get("/api/openapi.json")).json() as { paths: Record<string, object> };
  const plain = Object.keys(paths).filter((path) => "get" in paths[path]! && !path.includes("{") && path !== "/ws");
  const { records } = await (await owner.get("/api/journal?table=ventes&limit=1")).json() as {
    records: { seq: number; at: string; changes: { key: { id: string } }[] }[];
  };
  const { seq, at, changes } = records[0]!;
  const filters = [
    `table=ventes&key=${encodeURIComponent(JSON.stringify(changes[0]!.key))}`,
    "table=clients",
    "kind=prix_change",
    "user_id=1",
    `to=${at}`,
    `before=${Math.ceil(seq / 2)}`,
  ];
  return [...plain, ...filters.map((filter) => `/api/journal?${filter}`)];
}

/** What fills the disk: answers that are kept for 30 days, and rows that are changed again and again. */
async function filler(till: Person): Promise<readonly (readonly [string, Ask])[]> {
  const text = "INSERT INTO ventes (id, note) VALUES (?, ?) RETURNING *, hex(note) AS h, hex(note) AS i";
  const rows = (count: number, query: string) =>
    Array.from({ length: count }, () => ({ type: "insert", query, params: [uuidv7(), "é".repeat(900)] }));
  const send = (queries: readonly object[]) =>
    answered(till.post("/api/query", { type: "batch", queries }, { "idempotency-key": crypto.randomUUID() }));
  const ids = Array.from({ length: 99 }, () => uuidv7());
  await send(ids.map((id) => ({ type: "insert", query: "INSERT INTO ventes (id) VALUES (?)", params: [id] })));
  const change = (id: string) => ({
    type: "update",
    query: "UPDATE ventes SET note = ? WHERE id = ?",
    params: [crypto.randomUUID().repeat(25), id],
  });
  return [
    ["a till's keyed batches of long answers", () => send(rows(90, text))],
    ["a till's batches of long notes, changed again and again", () => send(ids.map(change))],
  ];
}

async function answered(response: Promise<Response>): Promise<string> {
  const { status, body } = await response;
  for await (const _ of body ?? []) { /* Taken as fast as it comes. */ }
  return String(status);
}

/** The fleet's times while `ask` is asked, one after the other. */
async function turn(fleet: Fleet, what: string, seconds: number, ask: Ask, breathMs: number): Promise<Turn> {
  const answers = new Map<string, number>();
  let asked = 0;
  let longestMs = 0;
  const { writes, selects } = await fleet.work(async () => {
    for (const until = performance.now() + seconds * 1000; performance.now() < until;) {
      const started = performance.now();
      const answer = await ask();
      asked += 1;
      longestMs = Math.max(longestMs, performance.now() - started);
      answers.set(answer, (answers.get(answer) ?? 0) + 1);
      await pause(breathMs);
    }
  });
  return {
    what,
    writes,
    selects,
    asked,
    longestMs,
    answers: [...answers].map(([name, times]) => `${times} × ${name}`).join(", "),
  };
}

const HEAD = ["", "answers", "the longest", "writes", "selects", "wanted", ""];

/** `factor` of what it is in quiet; null where a number of milliseconds is wanted instead. */
function report(quiet: readonly Turn[], turns: readonly Turn[], factor: number | null): string[][] {
  const p99 = (of: "writes" | "selects", all: readonly Turn[]) => quantile(all.flatMap((turn) => turn[of]), 0.99);
  const idle = { writes: p99("writes", quiet), selects: p99("selects", quiet) };
  const figures = (times: { writes: number; selects: number }) => [times.writes.toFixed(1), times.selects.toFixed(1)];
  const most = factor === null
    ? { writes: FILLING_MS, selects: FILLING_MS }
    : { writes: factor * idle.writes, selects: factor * idle.selects };
  return [
    [factor === null ? "quiet, all in all" : "quiet so far", "", "", ...figures(idle), "", ""],
    ...turns.map((turn) => {
      const times = { writes: p99("writes", [turn]), selects: p99("selects", [turn]) };
      const missed = times.writes > most.writes || times.selects > most.selects;
      const wanted = factor === null ? `< ${FILLING_MS}` : `≤ ${factor} × quiet`;
      return [turn.what, turn.answers, `${Math.round(turn.longestMs)} ms`, ...figures(times), wanted, missed ? "MISSED" : ""];
    }),
  ];
}
