/**
 * What tills feel of others' work: of whatever the owner asks in a shop with years of journal, and of a till that writes as
 * much as it can. All of it is gone through in rounds, with quiet turns of the same length in between; of each, the median of the
 * rounds' p99 is told: a turn has few writes, so a single pause of the disk would be its p99. A turn that lasts longer, for its
 * answer does, counts as several: of a few writes the p99 is another thing than of many.
 */
import { loadavg } from "node:os";
import { SeededRandom } from "../../server/shop/demo/random.ts";
import { appendRecords, sales } from "../../tests/support/long_journal.ts";
import { join, PASSWORD, type Person, startServer, uuidv7 } from "../../tests/support/server.ts";
import { Asker } from "./attacks/asker.ts";
import { Fleet, type Timed } from "./attacks/fleet.ts";
import { pause } from "./attacks/row.ts";
import { median, quantile, table } from "./figures.ts";

/** How much slower than in quiet a till's p99 may be while the owner asks something, and what it may be beside a till that fills. */
const OWNER_FACTOR = 1.5;
const FILLING_MS = 50;
/** After so many turns comes a quiet one. */
const QUIET_EVERY = 4;
/** Milliseconds between an answer and the next question: of a session that asked without a pause the limit would refuse most. */
const BREATH_MS = { owner: 60, filling: 5 } as const;

/** Asks once; tells how it was answered: a status, or 0 for nothing asked. */
type Ask = () => Promise<number>;

type Whose = "writes" | "selects";

interface Turn {
  /** Milliseconds of what was asked in each stretch of a turn's length. */
  readonly stretches: readonly Readonly<Record<Whose, readonly number[]>>[];
  /** Milliseconds of the longest answer. */
  readonly longestMs: number;
  /** How often each status was answered. */
  readonly answers: ReadonlyMap<number, number>;
}

/** Asked for so many milliseconds apart; `factor` of what it is in quiet, or null where a number of milliseconds is wanted instead. */
interface Subject {
  readonly what: string;
  readonly ask: Ask;
  readonly breathMs: number;
  readonly factor: number | null;
  readonly turns: Turn[];
}

/** `only`: parts of the names of what is to be measured, all of it where there are none. */
export async function measureBeside(
  records: number,
  rounds: number,
  seconds: number,
  seed: number,
  only: readonly string[],
): Promise<string> {
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
    // A person of its own: what one may write is counted by person.
    using till = await join(owner, "remplit", "vendeur", "127.0.5.1");
    using asker = Asker.start();
    const subjects: readonly Subject[] = [
      ...(await questions(owner)).map((path) => subject(`GET ${path}`, () => asker.ask(owner, path), "owner")),
      subject("the owner's SQL, without an end", () => asker.ask(owner, "/api/query", ENDLESS), "owner"),
      ...(await filler(asker, till)).map(([what, ask]) => subject(what, ask, "filling")),
    ].filter(({ what }) => only.length === 0 || only.some((part) => what.includes(part)));
    const quiet = subject("quiet", () => Promise.resolve(0), "owner");
    for (let round = 1; round <= rounds; round++) {
      console.error(`round ${round} of ${rounds}`);
      for (const [at, each] of subjects.entries()) {
        if (at % QUIET_EVERY === 0) quiet.turns.push(await turn(fleet, seconds, quiet));
        each.turns.push(await turn(fleet, seconds, each));
      }
    }
    const said = `${records.toLocaleString("en")} journal records, ${rounds} rounds of turns of ${seconds} s, load ${
      loadavg()[0]!.toFixed(1)
    }`;
    return `\n${said}; p99 of writes and of selects by key, in milliseconds, median of the rounds:\n\n${report(quiet, subjects)}`;
  } finally {
    await fleet.close();
  }
}

function subject(what: string, ask: Ask, whose: keyof typeof BREATH_MS): Subject {
  return { what, ask, breathMs: BREATH_MS[whose], factor: whose === "owner" ? OWNER_FACTOR : null, turns: [] };
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
async function filler(asker: Asker, till: Person): Promise<readonly (readonly [string, Ask])[]> {
  const text = "INSERT INTO ventes (id, note) VALUES (?, ?) RETURNING *, hex(note) AS h, hex(note) AS i";
  const rows = (count: number, query: string) =>
    Array.from({ length: count }, () => ({ type: "insert", query, params: [uuidv7(), "é".repeat(900)] }));
  const send = (queries: readonly object[]) =>
    asker.ask(till, "/api/query", { type: "batch", queries }, { "idempotency-key": crypto.randomUUID() });
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

/** The fleet's times while something is asked, one after the other. */
async function turn(fleet: Fleet, seconds: number, { ask, breathMs }: Subject): Promise<Turn> {
  const answers = new Map<number, number>();
  let longestMs = 0;
  const begun = performance.now();
  const { writes, selects } = await fleet.work(async () => {
    for (const until = begun + seconds * 1000; performance.now() < until;) {
      const started = performance.now();
      const answer = await ask();
      longestMs = Math.max(longestMs, performance.now() - started);
      answers.set(answer, (answers.get(answer) ?? 0) + 1);
      await pause(breathMs);
    }
  });
  // What is left over behind the last is no whole one.
  const stretches = Array.from({ length: Math.max(1, Math.floor((performance.now() - begun) / 1000 / seconds)) }, (_, nth) => {
    const within = (times: readonly Timed[]) =>
      times.filter(({ at }) => Math.floor((at - begun) / 1000 / seconds) === nth).map(({ ms }) => ms);
    return { writes: within(writes), selects: within(selects) };
  });
  return { stretches, longestMs, answers };
}

const HEAD = ["", "answers", "the longest", "writes", "selects", "wanted", ""];

function report(quiet: Subject, subjects: readonly Subject[]): string {
  const p99 = ({ turns }: Subject, of: Whose) =>
    median(turns.flatMap(({ stretches }) => stretches.map((stretch) => quantile(stretch[of], 0.99))));
  const figures = (one: Subject) => [p99(one, "writes").toFixed(1), p99(one, "selects").toFixed(1)];
  const rows = subjects.map((one) => {
    const most = (of: Whose) => one.factor === null ? FILLING_MS : one.factor * p99(quiet, of);
    const missed = p99(one, "writes") > most("writes") || p99(one, "selects") > most("selects");
    const wanted = one.factor === null ? `< ${FILLING_MS}` : `≤ ${one.factor} × quiet`;
    const longest = Math.max(...one.turns.map(({ longestMs }) => longestMs));
    return [one.what, answersOf(one), `${Math.round(longest)} ms`, ...figures(one), wanted, missed ? "MISSED" : ""];
  });
  return table(HEAD, [["quiet", "", "", ...figures(quiet), "", ""], ...rows]);
}

function answersOf({ turns }: Subject): string {
  const all = new Map<number, number>();
  for (const { answers } of turns) for (const [name, times] of answers) all.set(name, (all.get(name) ?? 0) + times);
  return [...all].map(([status, times]) => `${times} × ${status}`).join(", ");
}
