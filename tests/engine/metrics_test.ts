/** What /api/metrics tells monitors, in JSON and as Prometheus text, and the dashboard that draws it. */
import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { gaugesOf } from "../../server/gauges.ts";
import { eventually, Feed, sendRaw } from "../support/feed.ts";
import { answerOf, uuidv7 } from "../support/server.ts";
import { shared } from "../support/shared.ts";
import { Staff } from "../support/staff.ts";

const staff = shared(() => Staff.open({ nora: "vendeur" }));

Deno.test("metrics are open on the server PC and want a token from a till", async () => {
  const { server, people: { nora: till } } = staff();
  using stranger = server.at("127.0.0.3");
  using pc = server.at("127.0.0.1");
  assert.equal((await answerOf(await pc.get("/api/metrics"))).status, 200);
  assert.equal((await answerOf(await stranger.get("/api/metrics"))).body.code, "unauthenticated");
  assert.equal((await answerOf(await till.get("/api/metrics"))).status, 200);
  // The PC itself behind a proxy is somebody else.
  const forwarded = await sendRaw(
    server,
    "127.0.0.1",
    "GET /api/metrics HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: 127.0.0.1\r\n\r\n",
  );
  assert.equal(forwarded.status, 401);
});

const numbers = (value: Record<string, unknown>, names: readonly string[]) => {
  for (const name of names) assert.ok(Number.isFinite(value[name]), `${name} is a number`);
};

Deno.test("metrics in JSON hold every figure of the contract, and they count", async () => {
  await using staff = await Staff.open({ nora: "vendeur" });
  const { server, owner, people: { nora: till } } = staff;
  using stranger = server.at("127.0.0.3");
  const feed = await Feed.open(till);
  const before = (await answerOf(await owner.get("/api/metrics"))).body;
  for (let i = 0; i < 5; i++) await till.query("insert", "INSERT INTO ventes (id) VALUES (?)", [uuidv7()]);
  await answerOf(await stranger.post("/api/auth", { username: "nora", password: "autre chose" }));
  await feed.until(() => feed.changes.length === 5, "five changes");
  const { body } = await answerOf(await owner.get("/api/metrics"));
  assert.deepEqual(body.clients, { connected: 1, by_role: { vendeur: 1 } });
  numbers(body.requests, ["total", "errors"]);
  assert.ok(body.requests.total >= before.requests.total + 7);
  assert.equal(body.requests.errors, 0);
  const latency = body.requests.latency_ms["/api/query"];
  numbers(latency, ["p50", "p95", "p99"]);
  assert.ok(latency.p50 > 0 && latency.p50 <= latency.p95 && latency.p95 <= latency.p99);
  numbers(body.database, ["size_bytes", "wal_bytes", "commits", "writes", "batch_mean"]);
  numbers(body.database.commit_ms, ["p50", "p95", "p99"]);
  // The sign-in's refusal is a row of the journal too.
  assert.ok(body.database.writes - before.database.writes >= 5 && body.database.commits > before.database.commits);
  assert.ok(body.database.batch_mean >= 1);
  numbers(body.realtime, ["messages", "dropped"]);
  assert.equal(body.realtime.messages - before.realtime.messages, 5);
  assert.equal(body.realtime.dropped, 0);
  assert.equal(body.auth.sessions, 2);
  assert.equal(body.auth.failures - before.auth.failures, 1);
  assert.ok(body.process.rss_bytes > 1e7);
  numbers(body.process, ["uptime_s"]);
  assert.match(body.process.version, /^\d+\.\d+/);
  await feed.close();
  await eventually(
    async () => (await answerOf(await owner.get("/api/metrics"))).body.clients.connected === 0,
    "nobody connected",
  );
});

Deno.test("paths that nobody serves make no new names in the metrics", async () => {
  const { owner } = staff();
  for (let i = 0; i < 20; i++) await (await owner.get(`/api/inconnu-${i}`)).body?.cancel();
  const { body } = await answerOf(await owner.get("/api/metrics"));
  assert.ok(body.requests.total >= 20);
  const routes = Object.keys(body.requests.latency_ms);
  assert.ok(routes.length < 20 && !routes.some((route) => route.includes("inconnu")), routes.join(" "));
});

Deno.test("metrics as Prometheus text can be parsed, with a type for each name and buckets that only grow", async () => {
  const { owner } = staff();
  await (await owner.get("/api/users")).body?.cancel();
  const response = await owner.fetch("/api/metrics", { headers: { accept: "text/plain" } });
  assert.equal(response.status, 200);
  assert.match(response.headers.get("content-type")!, /^text\/plain; version=0\.0\.4/);
  const typed = new Map<string, string>();
  const samples: { name: string; labels: string; value: number }[] = [];
  for (const line of (await response.text()).split("\n")) {
    if (line === "" || line.startsWith("# HELP ")) continue;
    const type = /^# TYPE (\w+) (counter|gauge|histogram)$/.exec(line);
    if (type !== null) {
      assert.ok(!typed.has(type[1]!), `${type[1]} has one type`);
      typed.set(type[1]!, type[2]!);
      continue;
    }
    const sample = /^([a-z_][a-z0-9_]*)(\{(?:[a-z_][a-z0-9_]*="(?:[^"\\\n]|\\.)*",?)*\})? ([0-9.e+-]+|\+Inf|NaN)$/i.exec(line);
    assert.ok(sample, `a sample: ${line}`);
    samples.push({ name: sample[1]!, labels: sample[2] ?? "", value: Number(sample[3]) });
  }
  for (const { name } of samples) assert.ok(typed.has(name) || typed.has(name.replace(/_(bucket|sum|count)$/, "")), name);
  const value = (name: string, label = "") =>
    samples.find((sample) => sample.name === `comptoir_${name}` && sample.labels.includes(label))?.value;
  assert.ok(value("http_requests_total", 'route="/api/users",status="200"')! >= 1);
  assert.equal(value("http_requests_total", 'route="/api/journal",status="200"'), 0, "told before anybody asked");
  assert.equal(value("clients", '"caisse"'), 0);
  assert.equal(value("build_info", 'version="'), 1);
  assert.ok(value("database_queued", '"writer"')! >= 0 && value("database_queued", '"readers"')! >= 0);
  assert.ok(value("journal_seq")! >= 1 && value("journal_defect") === 0);
  for (const name of ["backup_failed", "backup_last_success_timestamp_seconds", "fiscal_last_closing_timestamp_seconds"]) {
    assert.equal(typeof value(name), "number", name);
  }
  assert.ok(value("process_resident_memory_bytes")! > 1e7);
  const buckets = samples.filter(({ name, labels }) => name.endsWith("_bucket") && labels.includes('"/api/users"'));
  assert.ok(buckets.length > 5);
  for (const [at, { value }] of buckets.entries()) assert.ok(at === 0 || value >= buckets[at - 1]!.value);
});

Deno.test("a database that cannot be read, or does not answer, leaves the Prometheus text without its figures alone", async () => {
  await using staff = await Staff.open({});
  const { server, owner } = staff;
  const ask = () => owner.fetch("/api/metrics", { headers: { accept: "text/plain" } });
  assert.match(await (await ask()).text(), /^comptoir_tickets_waiting 0$/m, "the premise");
  const intruder = new DatabaseSync(`${server.dir}/comptoir.db`, { enableForeignKeyConstraints: false });
  intruder.exec("PRAGMA legacy_alter_table = ON; ALTER TABLE ventes RENAME TO away");
  intruder.close();
  const response = await ask();
  const text = await response.text();
  assert.equal(response.status, 200, text);
  assert.match(text, /^comptoir_database_queued\{queue="readers"\} \d+$/m);
  assert.doesNotMatch(text, /tickets_waiting/);
  assert.deepEqual(await gaugesOf({ ask: () => new Promise(() => {}) }, "jauges"), []);
});

Deno.test("the dashboard draws what there is, and all that it draws is told", async () => {
  const { owner } = staff();
  const ask = async () => await (await owner.fetch("/api/metrics", { headers: { accept: "text/plain" } })).text();
  await eventually(async () => (await ask()).includes("comptoir_connections "), "the connections are counted");
  const text = await ask();
  const told = new Map([...text.matchAll(/^# TYPE comptoir_(\w+) (\w+)$/gm)].map(([, name, type]) => [name!, type!]));
  const dashboard = JSON.parse(await Deno.readTextFile(new URL("../../scripts/grafana.json", import.meta.url)));
  const drawn = new Set<string>();
  for (const { title, targets } of dashboard.panels) {
    for (const { expr } of targets) {
      for (const [, name] of expr.matchAll(/comptoir_(\w+?)(?:_bucket)?\{/g)) {
        assert.ok(told.has(name), `${title}: nobody tells comptoir_${name}`);
        const isRate = new RegExp(`rate\\(comptoir_${name}(?:_bucket)?\\{`).test(expr);
        assert.equal(isRate, told.get(name) !== "gauge", `${title}: comptoir_${name} is a ${told.get(name)}`);
        drawn.add(name);
      }
    }
  }
  // Those that no picture needs.
  const undrawn = [...told.keys()].filter((name) => !drawn.has(name)).sort();
  const ofHeadOffice = ["last_sent_timestamp_seconds", "linked", "sent_seq"].map((name) => `head_office_${name}`);
  assert.deepEqual(undrawn, ["fiscal_events", ...ofHeadOffice, "journal_seq", "uptime_seconds"]);
});
