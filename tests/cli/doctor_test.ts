/** `comptoir doctor` and /api/doctor: what may be wrong with the PC, one line each, and nothing written. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { type Facts, findingsOf } from "../../server/doctor.ts";
import { TestTerminal } from "../support/card_terminal.ts";
import { byCard, giveTerminal, lamp, operation } from "../support/card_tills.ts";
import { run } from "../support/command_line.ts";
import { eventually } from "../support/feed.ts";
import { TestPrinter } from "../support/printer.ts";
import { BITS, TestScale } from "../support/scale.ts";
import { answerOf } from "../support/server.ts";
import { ok, openTill, Shop } from "../support/shop.ts";
import { Staff } from "../support/staff.ts";

interface Finding {
  readonly check: string;
  readonly state: string;
}
const CHECKS = [
  ...["port", "firewall", "disk", "disk_speed", "clock", "time_zone", "engine", "database", "journal", "backup"],
  ...["second_backup", "printers", "scales", "card_terminals", "certificate", "local_name", "proxy"],
];
const stateOf = (findings: readonly Finding[], name: string) => findings.find(({ check }) => check === name)?.state;
const filesOf = (dir: string) =>
  [...Deno.readDirSync(dir)].map(({ name }) => `${name} ${Deno.statSync(join(dir, name)).mtime}`).sort();

Deno.test("the doctor tells of each thing in a line with its remedy, with and without a server, and writes nothing", async () => {
  await using staff = await Staff.open({ nora: "vendeur" });
  const { owner, people: { nora } } = staff;
  const { dir, port } = staff.server;
  assert.equal((await answerOf(await nora.get("/api/doctor"))).status, 403);
  const asked = async () => (await answerOf(await owner.get("/api/doctor"))).body.findings;
  const before = await asked();
  assert.deepEqual(before.map(({ check }: Finding) => check), CHECKS);
  assert.equal(stateOf(before, "backup"), "bad", "there is none yet");
  assert.ok(
    before.every(({ state, remedy }: { state: string; remedy: unknown }) => state !== "bad" || typeof remedy === "string"),
  );
  assert.equal((await answerOf(await owner.post("/api/backups", {}))).status, 201);
  const after = await asked();
  for (const name of ["port", "clock", "database", "journal", "backup", "certificate", "proxy"]) {
    assert.equal(stateOf(after, name), "good", name);
  }
  const through = await run(["doctor", "--json", "--data", dir]);
  assert.deepEqual(JSON.parse(through.out).findings.map(({ check }: Finding) => check), CHECKS, through.err);
  await staff.server.stop();

  const files = filesOf(dir);
  using taken = Deno.listen({ hostname: "0.0.0.0", port: 0 });
  const alone = await run(["doctor", "--data", dir, "--port", String(taken.addr.port)]);
  assert.equal(alone.code, 1, alone.err);
  assert.match(alone.out, /^!! +port +another program has port \d+ → close it/m);
  assert.match(alone.out, /^!! +second_backup .*another disk/m);
  assert.match(alone.out, /^ok +journal/m);
  assert.equal(alone.out.trimEnd().split("\n").length, CHECKS.length);
  assert.deepEqual(filesOf(dir), files);

  const db = new DatabaseSync(join(dir, "comptoir.db"));
  db.exec(
    "DROP TRIGGER _journal_keeps_update; UPDATE _journal SET content = replace(content, 'patron', 'patronne') WHERE seq = 2",
  );
  db.close();
  const changed = JSON.parse((await run(["doctor", "--json", "--data", dir, "--port", String(port)])).out).findings;
  assert.equal(stateOf(changed, "journal"), "bad");
  assert.equal(stateOf(changed, "port"), "good");

  Deno.truncateSync(join(dir, "comptoir.db"), 20_000);
  const damaged = await run(["doctor", "--json", "--data", dir, "--port", String(port)]);
  const { findings } = JSON.parse(damaged.out);
  assert.deepEqual(["database", "journal", "backup"].map((name) => stateOf(findings, name)), ["bad", "unknown", "good"]);
  assert.equal(damaged.code, 1);
});

Deno.test("the doctor asks each printer how it is, prints nothing, and names the one that needs a hand, with and without a server", async () => {
  await using staff = await Staff.open({});
  await using ready = await TestPrinter.open();
  await using cuisine = await TestPrinter.open();
  const { owner, server } = staff;
  const printersOf = (findings: readonly (Finding & { readonly said: unknown; readonly remedy: unknown })[]) =>
    findings.find(({ check }) => check === "printers")!;
  const asked = async () =>
    printersOf((await answerOf(await owner.fetch("/api/doctor", { headers: { "accept-language": "en" } }))).body.findings);
  const { said } = await asked();
  assert.equal(said, "none: the browser prints");
  for (const [name, { address }] of Object.entries({ Accueil: ready, Cuisine: cuisine })) {
    const added = await owner.query("insert", "INSERT INTO imprimantes (nom, adresse) VALUES (?, ?)", [name, address]);
    assert.equal(added.status, 200);
  }
  assert.deepEqual([(await asked()).state, (await asked()).said], ["good", "Accueil is ready; Cuisine is ready"]);
  cuisine.faults.trouble = "cover";
  assert.deepEqual([(await asked()).state, (await asked()).said], ["bad", "Accueil is ready; Cuisine has its cover open"]);
  cuisine.faults.trouble = "low";
  assert.deepEqual([(await asked()).state, (await asked()).said], [
    "good",
    "Accueil is ready; Cuisine is near the end of its paper",
  ]);
  await cuisine.turnOff();
  assert.deepEqual([(await asked()).state, (await asked()).said], ["bad", "Accueil is ready; Cuisine is not there"]);
  await server.stop();
  const alone = await run(["doctor", "--data", server.dir, "--port", String(server.port)]);
  assert.match(alone.out, /^!! +printers +Accueil is ready; Cuisine is not there → look at its paper/m);
  assert.deepEqual(ready.documents, [], "not a byte but questions");
});

Deno.test("the doctor asks each scale for its weight and knocks at each card terminal, of which it asks nothing and not while a customer pays", async () => {
  await using shop = await Shop.open(["chloe"]);
  await using scale = await TestScale.open();
  await using terminal = await TestTerminal.open();
  const { owner, chloe } = shop;
  const told = (findings: readonly (Finding & { readonly said: unknown; readonly remedy: string | null })[], name: string) => {
    const { state, said, remedy } = findings.find(({ check }) => check === name)!;
    return [state, said, remedy?.split(/[ ,]/)[0] ?? null];
  };
  const asked = async (name: string) =>
    told(ok(await answerOf(await owner.fetch("/api/doctor", { headers: { "accept-language": "en" } }))).findings, name);
  assert.deepEqual(await asked("scales"), ["good", "none", null]);
  assert.deepEqual(await asked("card_terminals"), ["good", "none: cards are noted by hand", null]);

  ok(await owner.query("update", "UPDATE caisses SET balance = ?", [scale.address]));
  scale.grams = 1_235;
  assert.deepEqual(await asked("scales"), ["good", "C1 weighs 1.235 kg; C2 weighs 1.235 kg", null]);
  ok(await owner.query("update", "UPDATE caisses SET active = 0 WHERE nom = 'C2'"));
  scale.grams = 0;
  assert.deepEqual(await asked("scales"), ["good", "C1 answers, with nothing on it", null]);
  scale.status = BITS.over;
  assert.deepEqual(await asked("scales"), ["bad", "C1 carries too much", "empty"]);
  scale.status = null;
  scale.says = [0x41];
  assert.deepEqual(await asked("scales"), ["bad", "C1 is there, but says nothing", "set"]);

  await giveTerminal(shop, terminal);
  assert.deepEqual(await asked("card_terminals"), ["good", "C1 can be reached", null]);
  ok(await openTill(chloe));
  const pays = terminal.customerWaits();
  const sale = await lamp(chloe);
  const { id } = ok(await byCard(chloe, sale, 2_000));
  await eventually(() => terminal.requests.length === 1, "the customer stands before it");
  const { calls } = terminal;
  assert.deepEqual(await asked("card_terminals"), ["good", "C1 serves a customer", null]);
  assert.equal(terminal.calls, calls, "nobody knocks meanwhile");
  pays();
  await operation(chloe, id, "acceptee");
  assert.deepEqual(await asked("card_terminals"), ["good", "C1 can be reached", null]);
  assert.ok(terminal.calls > calls);
  assert.deepEqual([terminal.requests.length, terminal.charges], [1, 1]);

  await terminal.turnOff();
  await scale[Symbol.asyncDispose]();
  assert.deepEqual(await asked("card_terminals"), ["bad", "C1 is not there", "see"]);
  assert.deepEqual(await asked("scales"), ["bad", "C1 is not there", "look"]);
  await shop.server.stop();
  const alone = await run(["doctor", "--data", shop.server.dir, "--port", String(shop.server.port)]);
  assert.match(alone.out, /^!! +scales +C1 is not there → look at its power/m);
  assert.match(alone.out, /^!! +card_terminals +C1 is not there → see that it is on/m);
  await terminal.turnOn();
  const again = await run(["doctor", "--data", shop.server.dir, "--port", String(shop.server.port)]);
  assert.match(again.out, /^ok +card_terminals +C1 can be reached$/m);
  assert.equal(terminal.requests.length, 1, "not a byte was sent");
});

Deno.test("a name that is held at one address and in trouble at another is told as held, with the trouble", () => {
  const facts: Facts = {
    port: { number: 8080, state: "serving" },
    engine_warning: null,
    disk_free_bytes: null,
    commit_ms: null,
    now: "2026-01-05T09:00:00.000Z",
    last_record: null,
    zone: null,
    pc_zone: "Europe/Paris",
    pages: "",
    journal: "",
    backup: { newest: null, old: false, failed: null },
    second: { folder: null, failed: null },
    printers: [],
    scales: [],
    terminals: [],
    certificate: null,
    local_name: null,
    proxy: { origin: null, trusted: [] },
  };
  const trouble = "10.9.9.9: addMembership EADDRNOTAVAIL";
  const told = (name: string | null, addresses: readonly string[], trouble: string) => {
    const { state, said, remedy } = findingsOf({ ...facts, local_name: { name, addresses, trouble } })
      .find(({ check }) => check === "local_name")!;
    return [state, said.en, remedy === null];
  };
  const at = ["192.168.7.2"];
  assert.deepEqual(told("comptoir.local", at, trouble), ["good", `comptoir.local leads to 192.168.7.2 (${trouble})`, true]);
  assert.deepEqual(told("comptoir.local", at, ""), ["good", "comptoir.local leads to 192.168.7.2", true]);
  assert.deepEqual(told(null, [], trouble), ["unknown", trouble, false]);
  assert.deepEqual(told(null, at, ""), ["unknown", "being asked for now", true]);
});
