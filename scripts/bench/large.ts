/**
 * What a shop of gigabytes feels of its size: a start, and what a till does, by turns with a shop of ten megabytes of the same years,
 * each when the backup after the closing before it is made; and what its tills feel of a backup and of a walk along the whole journal
 * beside their work. The folder is written to. What is known is told as it comes: a run of hours may be cut.
 */
import { loadavg } from "node:os";
import type { WorkUnderWay } from "../../server/database/under_way.ts";
import { LIMITS } from "../../shared/limits.ts";
import { cash, closeConfirmed, closeTill, command, draft, ok, openTill, pay, xReport } from "../../tests/support/acts.ts";
import { answerOf, join, PASSWORD, type Person, startServer, type TestServer } from "../../tests/support/server.ts";
import { pause } from "./attacks/row.ts";
import { median, quantile, table, wanted } from "./figures.ts";

const SMALL_GIGABYTES = 0.01;
/** What a figure may be of the small shop's, and of the same till's in quiet. */
const SIZE_FACTOR = 1.5;
const BESIDE_FACTOR = 2;
const START_MS = 2_000;
/** Payments beside a work that takes longer are enough to know it by. */
const BESIDE_MS = 5 * 60_000;
/** A backup follows each closing after this at the latest. */
const FOLLOWS_MS = LIMITS.backupClosingMs + 2 * LIMITS.backupLookMs;
const LOOK_MS = 250;
/** Article 2 of the years' shop: a coffee, at 2,10 €. */
const ARTICLE = 2;
const PRICE = 210;
const TURNS = { insert: 200, select: 200, payment: 60 } as const;
const KINDS = ["insert", "select", "payment", "closing"] as const;
type Taken = Record<(typeof KINDS)[number], number[]>;

export async function measureLarge(dir: string, rounds: number): Promise<string> {
  const small = await Deno.makeTempDir({ prefix: "comptoir-small-" });
  try {
    console.error("making the small shop");
    await made(small);
    const starts = await measureStarts([small, dir], rounds);
    await using less = await startServer({ dir: small, flags: ["--rate-limit", "0"] });
    const more = await startServer({ dir, flags: ["--rate-limit", "0"] });
    try {
      const shops = [await Desk.open(less), await Desk.open(more)] as const;
      const taken: [Taken[], Taken[]] = [[], []];
      for (let round = 0; round < rounds; round++) {
        for (const [at, desk] of shops.entries()) taken[at]!.push(await desk.turn());
        const lines = taken.map((turns) => told(turns.at(-1)!));
        console.error([`round ${round + 1} of ${rounds}: the small shop, then the large one`, ...lines].join("\n"));
      }
      console.error(bySize(starts, taken));
      const beside = await besideWork(shops[1]);
      return [sizes(small, dir), bySize(starts, taken), beside, `load: ${loadavg().map((one) => one.toFixed(1)).join(" ")}`]
        .join("\n\n");
    } finally {
      await more.stop();
    }
  } finally {
    await Deno.remove(small, { recursive: true }).catch(() => {}); // its server has taken it away
  }
}

async function made(out: string): Promise<void> {
  const script = new URL("../large.ts", import.meta.url).pathname;
  const args = ["run", "-A", "--no-check", script, "--gigabytes", String(SMALL_GIGABYTES), "--years", "1", "--out", out];
  const { success } = await new Deno.Command(Deno.execPath(), { args, stderr: "inherit" }).spawn().status;
  if (!success) throw new Error("the small shop could not be made");
}

/** Milliseconds from the start of the process to the first answer, of each, by turns. */
async function measureStarts(dirs: readonly string[], rounds: number): Promise<number[][]> {
  const taken: number[][] = dirs.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (const [at, dir] of dirs.entries()) {
      const begun = performance.now();
      const server = await startServer({ dir });
      await (await fetch(`${server.url}/api/health`)).text();
      taken[at]!.push(performance.now() - begun);
      await server.stop();
    }
  }
  return taken;
}

/** A shop's owner and a cashier at a till of their own. */
class Desk {
  private constructor(readonly owner: Person, readonly cashier: Person, readonly till: string) {}

  static async open(server: TestServer): Promise<Desk> {
    const owner = server.at("127.0.0.1");
    await owner.signIn("patron", PASSWORD);
    await closeLeft(owner);
    const till = `M${Date.now() % 1_000_000}`;
    const added = await command(owner, "/api/caisses", { nom: till });
    if (added.status !== 200 && added.status !== 201) throw new Error(JSON.stringify(added.body));
    const cashier = await join(owner, `mesure${till}`.toLowerCase(), "caisse", "127.0.2.2");
    const desk = new Desk(owner, cashier, till);
    await closeBehind(owner);
    // The first turn warms what the others are measured by.
    await desk.turn();
    return desk;
  }

  /** Once nothing else is at work. */
  async turn(): Promise<Taken> {
    await this.alone();
    ok(await openTill(this.cashier, 0, this.till));
    const insert = await timed(TURNS.insert, async () => {
      ok(await this.owner.query("insert", "INSERT INTO categories (nom) VALUES (?)", [crypto.randomUUID()]));
    });
    const select = await timed(TURNS.select, async () => {
      ok(await this.owner.query("select", "SELECT id, libelle, prix_ttc FROM produits WHERE id = ?", [ARTICLE]));
    });
    const payment = await this.pay(TURNS.payment);
    ok(await closeTill(this.cashier, PRICE * TURNS.payment, this.till));
    const closing = await timed(1, async () => void ok(await closeConfirmed(this.owner, "jour", dayBefore(0))));
    return { insert, select, payment, closing };
  }

  /** Waits until a closing's backup is made. */
  async alone(): Promise<void> {
    await pause(FOLLOWS_MS);
    while ((await this.underWay()).length > 0) await pause(LOOK_MS);
  }

  async underWay(): Promise<readonly WorkUnderWay[]> {
    return (await answerOf(await this.owner.get("/api/work"))).body.works as WorkUnderWay[];
  }

  /** Milliseconds of each of so many payments, or of as many as there are until `over`. */
  async pay(most: number, over: () => boolean = () => false): Promise<number[]> {
    const taken: number[] = [];
    while (taken.length < most && !over()) {
      const sale = await draft(this.cashier, [ARTICLE]);
      taken.push(...await timed(1, async () => void ok(await pay(this.cashier, { ...sale, version: 2 }, [cash(PRICE)]))));
    }
    return taken;
  }
}

/** All the days on which nobody came since the shop was made, as many at a time as one request may close. */
async function closeBehind(owner: Person): Promise<void> {
  const yesterday = dayBefore(1);
  for (let day = yesterday;;) {
    const { status, body } = await closeConfirmed(owner, "jour", day);
    if (body.code === "too_many_periods") day = body.jusqua;
    else if (status !== 200 && body.code !== "already_closed") throw new Error(JSON.stringify(body));
    else if (day === yesterday) return;
    else day = yesterday;
  }
}

/** By this machine's clock. */
function dayBefore(days: number): string {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000 - days * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
}

/** Tills that a measurement has left open which was cut off: no day is closed before them. */
async function closeLeft(owner: Person): Promise<void> {
  for (const { nom, ouverte } of ok(await answerOf(await owner.get("/api/caisses"))).caisses) {
    if (!ouverte) continue;
    const { especes_attendues } = ok(await xReport(owner, nom));
    ok(await closeTill(owner, especes_attendues, nom, "mesure interrompue"));
  }
}

async function timed(times: number, work: () => Promise<void>): Promise<number[]> {
  const taken: number[] = [];
  for (let at = 0; at < times; at++) {
    const begun = performance.now();
    await work();
    taken.push(performance.now() - begun);
  }
  return taken;
}

/** Payments without an end while the work goes on, between two turns of the same in quiet. */
async function besideWork(desk: Desk): Promise<string> {
  // A backup is made after the last turn's closing as well: what is measured before would be beside it, and another one refused.
  await desk.alone();
  ok(await openTill(desk.cashier, 0, desk.till));
  const works: readonly [string, () => Promise<unknown>][] = [
    ["a backup, looked through", async () => await answerOf(await desk.owner.post("/api/backups", {}))],
    ["a walk along both journals", async () => await answerOf(await desk.owner.get("/api/journal/verify"))],
  ];
  const rows: string[][] = [];
  for (const [what, work] of works) {
    console.error(what);
    const before = await desk.pay(300);
    let over = false;
    const begun = performance.now();
    const working = work().finally(() => over = true);
    const during = await desk.pay(Infinity, () => over || performance.now() - begun > BESIDE_MS);
    const [left] = over ? [] : await desk.underWay();
    const seconds = (performance.now() - begun) / 1_000;
    await working;
    const quiet = quantile([...before, ...await desk.pay(300)], 0.99);
    const loud = quantile(during, 0.99);
    const bound = wanted(`≤ ${BESIDE_FACTOR}`, loud <= BESIDE_FACTOR * quiet);
    rows.push([
      what,
      `${seconds.toFixed(1)} s${left === undefined ? "" : `, then at ${left.step} ${left.done}/${left.total ?? "?"}`}`,
      `${quiet.toFixed(1)} ms`,
      `${loud.toFixed(1)} ms`,
      (loud / quiet).toFixed(2),
      bound,
    ]);
    console.error(rows.at(-1)!.join("  "));
  }
  ok(await closeTill(desk.cashier, 0, desk.till, "mesure"));
  return table(["a payment's p99 beside", "took", "in quiet", "beside it", "ratio", "wanted"], rows);
}

/** Of one turn. */
function told(taken: Taken): string {
  return KINDS.map((kind) => `  ${kind} ${median(taken[kind]).toFixed(1)} ms, p99 ${quantile(taken[kind], 0.99).toFixed(1)}`)
    .join(";");
}

function sizes(...dirs: readonly string[]): string {
  return dirs.map((dir) => `${(Deno.statSync(`${dir}/comptoir.db`).size / 1e6).toFixed(0)} MB`).join(" beside ");
}

function bySize([less, more]: readonly number[][], [small, large]: readonly [Taken[], Taken[]]): string {
  const started = median(more!);
  const rows = [[
    "start to the first 200, median",
    `${median(less!).toFixed(0)} ms`,
    `${started.toFixed(0)} ms`,
    "",
    wanted(`≤ ${START_MS} ms`, started <= START_MS),
  ]];
  for (const kind of KINDS) {
    const p99 = (rounds: readonly Taken[]) => quantile(rounds.flatMap((round) => round[kind]), 0.99);
    const ratio = median(large.map((round, at) => quantile(round[kind], 0.99) / quantile(small[at]![kind], 0.99)));
    rows.push([
      `${kind}, p99`,
      `${p99(small).toFixed(1)} ms`,
      `${p99(large).toFixed(1)} ms`,
      ratio.toFixed(2),
      wanted(`≤ ${SIZE_FACTOR}`, ratio <= SIZE_FACTOR),
    ]);
  }
  return table(["", "small", "large", "ratio, median of rounds", "wanted"], rows);
}
