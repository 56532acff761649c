/** Head office's database: made as often as one likes, a file for each shop, and no shop near another's rows. */
import assert from "node:assert/strict";
import { Connection } from "../../server/head_office/connection.ts";
import { readLink } from "../../server/head_office/link_file.ts";
import { assertSentence, run } from "../support/command_line.ts";
import { HeadOffice } from "../support/head_office.ts";
import { Postgres, withPostgres } from "../support/postgres.ts";

const SCHEMA = `SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = 'comptoir'
  UNION ALL SELECT tablename, policyname, qual FROM pg_policies WHERE schemaname = 'comptoir' ORDER BY 1, 2`;
const schemaOf = (office: HeadOffice) => office.rows(SCHEMA);

withPostgres("init makes the database once, ends what was cut off, and leaves one of a later version alone", async () => {
  await using postgres = await Postgres.start();
  await using office = await HeadOffice.open(postgres);
  const made = await schemaOf(office);
  assert.ok(made.length > 30, "the premise: something was made");
  const again = await office.run("init");
  assert.equal(again.code, 0, again.err);
  assert.match(again.out, /is prepared already/);
  assert.deepEqual(await schemaOf(office), made);

  // As after a power cut in the middle: some of it is there, and nothing is noted.
  await office.rows("DELETE FROM comptoir.steps");
  await office.rows("DROP TABLE comptoir.fiscal");
  await office.rows("DROP POLICY own_read ON comptoir.journal");
  assert.equal((await office.run("init")).code, 0);
  assert.deepEqual(await schemaOf(office), made);

  await office.rows("INSERT INTO comptoir.steps (version, name) VALUES (99, 'later')");
  assertSentence(await office.run("init"), 1, /prepared by another version/);
  assertSentence(
    await office.run("enrol", "--shop", "Lyon", "--out", `${office.folder}/lyon.json`),
    1,
    /prepared by another version/,
  );
});

withPostgres("a database of the version before is brought to this one, and the shops that it has go on", async () => {
  await using postgres = await Postgres.start();
  await using office = await HeadOffice.open(postgres);
  const url = await postgres.database();
  const former = await Deno.readTextFile(new URL("../support/former_head_office.sql", import.meta.url));
  // The role of readers is the whole server's, and there.
  for (const statement of former.split(";\n").slice(1)) await postgres.rows(url, statement);
  const former4 = await postgres.rows(url, "SELECT 1 FROM information_schema.tables WHERE table_name = 'publications'");
  assert.equal(former4.length, 0, "the premise: it has less");
  const init = await run(["head-office", "init"], { env: { COMPTOIR_HEAD_OFFICE_DATABASE: url } });
  assert.equal(init.code, 0, init.err);
  assert.match(init.out, /is brought from version 4 to/);
  assert.deepEqual(await postgres.rows(url, SCHEMA), await schemaOf(office));
  const shop = await Connection.open({
    ...{ host: "127.0.0.1", port: postgres.port, database: new URL(url).pathname.slice(1), tls: false, ca: null },
    ...{ user: "comptoir_shop_ancienne", password: "ancienne" },
  });
  try {
    for (const table of ["publications", "offices", "publications_recues", "tickets"]) {
      await shop.ask(`SELECT * FROM comptoir.${table}`);
    }
    await shop.ask("INSERT INTO comptoir.publications_recues (shop, epoch, journal_seq, rang) VALUES ('ancienne', 1, 1, 0)");
  } finally {
    await shop.close();
  }
});

withPostgres("what is no address or no database is told in a sentence, without its password", async () => {
  await using postgres = await Postgres.start();
  const url = await postgres.database();
  const init = (database: string, ...more: string[]) =>
    run(["head-office", "init", ...more], { env: { COMPTOIR_HEAD_OFFICE_DATABASE: database } });
  const cases: readonly (readonly [string, RegExp])[] = [
    ["", /HEAD_OFFICE_DATABASE|--database/],
    ["mysql://siege:hunter2@127.0.0.1/x", /wants an address/],
    ["postgres://siege:hunter2@127.0.0.1", /wants an address/],
    ["postgres://:hunter2@127.0.0.1/x", /name of a user/],
    ["postgres://siege:hunter2@127.0.0.1/x?options=-c", /no parameter 'options'/],
    ["postgres://siege:hunter2@127.0.0.1/x?sslmode=maybe", /sslmode/],
    ["postgres://siege:hunter2@127.0.0.1:0/x", /a port from 1 to 65535/],
    ["postgres://siege:hunter2@%2Fvar%2Frun/x", /one host that is reached by TCP/],
    ["postgres://siege:hunter2@127.0.0.1/x/y", /wants an address/],
    ["postgres://siege:hunter2@127.0.0.1/x#y", /behind a #/],
    ["postgres://siege:hunter2%@127.0.0.1/x", /written as %25/],
    ["postgres://siege:hunter2@127.0.0.1/x%e9", /written as %25/],
    ["postgres://siege:hunter2@127.0.0.1/x%0a", /a control character/],
    [url.replace(/:[^:@]+@/, ":hunter2@"), /refuses 'siege'/],
    [url.replace(/[^/]+$/, "nowhere"), /no database of that name: CREATE DATABASE "nowhere" OWNER "siege"/],
    ["postgres://siege:hunter2@127.0.0.1:1/x", /does not answer/],
    ["postgres://siege:hunter2@[::1]:1/x", /^\[::1\]:1\/x: .*does not answer/],
    [`${url}?sslmode=verify-full`, /TLS/],
  ];
  for (const [database, wanted] of cases) {
    const ended = await init(database);
    assert.notEqual(ended.code, 0, database);
    assert.match(ended.err, wanted);
    assert.doesNotMatch(ended.out + ended.err, /hunter2|mot%20de|mot de passe|\bat \S+:\d+/, database);
  }
  assertSentence(await init(url, "--ca", "/nowhere.pem"), 1, /--ca wants a file/);
  const enrol = (address: string) =>
    run(["head-office", "enrol", "--shop", "Lyon", "--address", address], { env: { COMPTOIR_HEAD_OFFICE_DATABASE: url } });
  for (
    const address of [
      "",
      "a b",
      "db.example/x?y",
      "siege@db.example",
      "db.example:0",
      "db.example:70000",
      "db.example:",
      "::1",
      "[db]",
    ]
  ) {
    assertSentence(await enrol(address), 1, /--address wants HOST or HOST:PORT/);
  }
});

withPostgres("a shop's file is made once, is its own alone, and another one makes it void", async () => {
  await using postgres = await Postgres.start({ settings: ["log_statement=all"] });
  await using office = await HeadOffice.open(postgres);
  const first = await office.enrol("Lyon Part-Dieu");
  const link = readLink(await Deno.readTextFile(first));
  assert.deepEqual([link.shop, link.name, link.user], ["lyon-part-dieu", "Lyon Part-Dieu", "comptoir_shop_lyon-part-dieu"]);
  assert.equal((await Deno.stat(first)).mode! & 0o777, 0o600);

  assertSentence(await office.run("enrol", "--shop", "Lyon Part-Dieu", "--out", `${first}2`), 1, /enrolled already/);
  assertSentence(await office.run("enrol", "--shop", "Nulle part", "--again", "--out", `${first}2`), 1, /no shop 'nulle-part'/);
  assertSentence(await office.run("enrol", "--shop", "!!!", "--out", `${first}3`), 1, /a letter or a digit/);
  assertSentence(
    await office.run("enrol", "--shop", "Lyon Part-Dieu", "--again", "--out", first),
    1,
    /a file of that name already/,
  );
  await (await Connection.open(link)).close();

  const second = readLink(await Deno.readTextFile(await office.enrol("Lyon Part-Dieu", "--again")));
  await assert.rejects(Connection.open(link), /credential|refuses/);
  await (await Connection.open(second)).close();

  // Another head office on the same server would let the first one's shop write its rows.
  await using other = await HeadOffice.open(postgres);
  assertSentence(await other.run("enrol", "--shop", "Lyon Part-Dieu", "--out", `${first}4`), 1, /of another database/);
  for (const { password } of [link, second]) {
    assert.ok(!postgres.log.includes(password), "a password stands in the database's log");
  }
});

withPostgres("a shop's credential adds to its own rows, and can neither see another's nor change what is there", async () => {
  await using postgres = await Postgres.start();
  await using office = await HeadOffice.open(postgres);
  const lyon = await Connection.open(readLink(await Deno.readTextFile(await office.enrol("Lyon"))));
  await office.enrol("Paris");
  const record = (shop: string, seq: number) =>
    `INSERT INTO comptoir.journal (shop, epoch, seq, at, kind, username, tables, content, hash)
     VALUES ('${shop}', 1, ${seq}, now(), 'write', 'x', '', '{}', 'h')`;
  await office.rows(record("paris", 1));
  try {
    await lyon.ask(record("lyon", 1));
    assert.equal((await lyon.ask("SELECT * FROM comptoir.journal")).count, 1, "its own row alone");
    assert.equal((await lyon.ask("SELECT * FROM comptoir.positions")).count, 1);
    assert.equal((await lyon.ask("SELECT * FROM comptoir.shops")).count, 1);
    assert.equal((await lyon.ask("UPDATE comptoir.positions SET seq = 5")).count, 1, "its own position alone");
    const refused = [
      record("paris", 2),
      "UPDATE comptoir.positions SET shop = 'paris' WHERE shop = 'lyon'",
      "UPDATE comptoir.journal SET content = 'x'",
      "DELETE FROM comptoir.journal",
      "TRUNCATE comptoir.journal",
      "DELETE FROM comptoir.positions",
      "INSERT INTO comptoir.shops (shop, name) VALUES ('lyon2', 'x')",
      "ALTER TABLE comptoir.journal DISABLE ROW LEVEL SECURITY",
      "CREATE TABLE comptoir.mine (x int)",
      "SELECT * FROM comptoir.etat_boutiques",
      "SELECT * FROM comptoir.ca_jour",
      "CREATE ROLE other LOGIN",
      `ALTER ROLE "comptoir_shop_paris" PASSWORD 'x'`,
    ];
    for (const statement of refused) {
      await assert.rejects(lyon.ask(statement), /42501/, statement);
      assert.equal((await lyon.ask("SELECT 1")).count, 1, "the connection goes on");
    }
    assert.equal((await office.rows("SELECT * FROM comptoir.journal")).length, 2);
  } finally {
    await lyon.close();
  }
});

withPostgres("who reads for head office sees every shop, and writes nothing", async () => {
  await using postgres = await Postgres.start();
  await using office = await HeadOffice.open(postgres);
  await office.enrol("Lyon");
  await office.rows("CREATE ROLE metabase LOGIN PASSWORD 'metabase'");
  await office.rows("GRANT comptoir_readers TO metabase");
  const { port } = postgres;
  const database = new URL(office.url).pathname.slice(1);
  const reader = await Connection.open({
    host: "127.0.0.1",
    port,
    database,
    tls: false,
    ca: null,
    user: "metabase",
    password: "metabase",
  });
  try {
    assert.equal((await reader.ask("SELECT * FROM comptoir.positions")).count, 1);
    const { rows: [shop] } = await reader.ask("SELECT boutique, recus, a_recevoir, vue_le FROM comptoir.etat_boutiques");
    assert.deepEqual({ ...shop }, { boutique: "Lyon", recus: "0", a_recevoir: "0", vue_le: null });
    await assert.rejects(reader.ask("UPDATE comptoir.positions SET seq = 1"), /42501/);
  } finally {
    await reader.close();
  }
});
