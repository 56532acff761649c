/** What an error says to the one who reads it: a sentence in the asked language, with nothing of the machinery in it. */
import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { GUARDS } from "../../server/shop/guards.ts";
import { SHOP_RULES } from "../../server/shop/rules.ts";
import { answerOf, type Person, type TestServer, uuidv7 } from "../support/server.ts";
import { Staff } from "../support/staff.ts";

// deno-lint-ignore no-explicit-any -- schemas of every kind
type Any = any;

/** A zone whose clock differs from UTC by hours and half an hour. */
const ZONE = "Asia/Kolkata";
let server: TestServer;
let owner: Person;
let seller: Person;
let cashier: Person;
let other: Person;

Deno.test.beforeAll(async () => {
  ({ server, owner, people: { nora: seller, chloe: cashier, marc: other } } = await Staff.open({
    nora: "vendeur",
    chloe: "caisse",
    marc: "caisse",
  }, { flags: ["--rate-limit", "0"], zone: ZONE }));
  const product = "INSERT INTO produits (id, libelle, code_barres, prix_ttc) VALUES (1, 'Thé', '123', 250)";
  assert.equal((await owner.query("insert", product)).status, 200);
});
Deno.test.afterAll(async () => {
  for (const person of [owner, seller, cashier, other]) person.client.close();
  await server.dispose();
});

/** The same request in both languages; each call of a command has a key of its own. */
async function inBoth(person: Person, path: string, body: unknown): Promise<{ fr: Any; en: Any }> {
  const [fr, en] = await Promise.all(["fr", "en"].map(async (language) => {
    const headers = { "accept-language": language, "idempotency-key": crypto.randomUUID() };
    return (await answerOf(await person.post(path, body, headers))).body;
  }));
  return { fr, en };
}
const query = (person: Person, sql: string, params: unknown[] = []) =>
  inBoth(person, "/api/query", { type: sql.slice(0, 6).toLowerCase(), query: sql, params });

/** What SQLite, SQL and the schemas' own library say. */
const MACHINERY =
  /BETWEEN|constraint failed|cannot store|datatype|Invalid|Too (?:big|small)|pattern|\bint\b|GLOB|SELECT|\d{4}-\d\d-\d\dT/;
const FRENCH = /\b(?:le|la|les|une?|est|pas|doit|attendu|cette|déjà)\b/;
const ENGLISH = /\b(?:the|is|are|not|must|expected|this|already)\b/i;

function assertSpoken({ fr, en }: { fr: Any; en: Any }, what: string): void {
  for (const { detail } of [fr, en]) assert.ok(!MACHINERY.test(detail), `${what}: ${detail}`);
  assert.ok(FRENCH.test(fr.detail) && !ENGLISH.test(fr.detail), `${what}: ${fr.detail}`);
  assert.ok(ENGLISH.test(en.detail) && !FRENCH.test(en.detail), `${what}: ${en.detail}`);
}

const PRODUCT = "INSERT INTO produits (libelle, prix_ttc) VALUES";
/** What each breaks, and words of either sentence. */
const RULES: readonly [what: string, who: () => Person, sql: string, constraint: string, fr: string, en: string][] = [
  ["a CHECK", () => owner, `${PRODUCT} ('x', -1)`, "produits.prix_ttc", "« prix TTC »", "'price incl. VAT'"],
  ["a CHECK with a function", () => owner, `${PRODUCT} ('', 1)`, "produits.libelle", "« libellé »", "'label'"],
  ["a type", () => owner, `${PRODUCT} ('x', 1.5)`, "produits.prix_ttc", "« prix TTC »", "'price incl. VAT'"],
  ["NOT NULL", () => owner, `${PRODUCT} ('x', NULL)`, "produits.prix_ttc", "« prix TTC »", "'price incl. VAT'"],
  [
    "UNIQUE",
    () => owner,
    "INSERT INTO produits (libelle, code_barres, prix_ttc) VALUES ('x', '123', 1)",
    "produits.code_barres",
    "code-barres est déjà celui de « Thé »",
    "code is that of 'Thé'",
  ],
  [
    "UNIQUE of which nobody knows whose it is",
    () => owner,
    "INSERT INTO produits (id, libelle, prix_ttc) VALUES (1, 'x', 1)",
    "produits.id",
    "« id »",
    "'id'",
  ],
  [
    "a foreign key",
    () => owner,
    "UPDATE produits SET categorie_id = 99 WHERE id = 1",
    "foreign_key",
    "un enregistrement qui n'existe pas",
    "a record that does not exist",
  ],
  [
    "a key's type",
    () => owner,
    "INSERT INTO produits (id, libelle, prix_ttc) VALUES ('y', 'x', 1)",
    "datatype",
    "clé doit être un nombre entier",
    "key must be a whole number",
  ],
  ["a named CHECK", () => seller, "INSERT INTO ventes (id) VALUES ('1')", "rule:ticket_id_uuid", "un UUID", "a UUID"],
  [
    "a trigger",
    () => owner,
    "UPDATE equipe SET actif = 0 WHERE id = 2",
    "rule:person_follows_account",
    "se changent avec le compte",
    "change with the account",
  ],
];
Deno.test("a broken rule is told in the asked language, with its fields in words; SQL stays in the extras", async () => {
  for (const [what, who, sql, constraint, fr, en] of RULES) {
    const said = await query(who(), sql);
    for (const [body, words] of [[said.fr, fr], [said.en, en]]) {
      assert.deepEqual([body.code, body.constraint], ["constraint_violation", constraint], what);
      assert.ok(body.detail.includes(words), `${what}: ${body.detail}`);
      assert.equal("sqlite" in body, what !== "a trigger", `${what}: ${JSON.stringify(body)}`);
    }
    assertSpoken(said, what);
  }
});

Deno.test("every rule that the shop's database or commands can raise has its sentence in both languages", () => {
  const db = new DatabaseSync(`${server.dir}/comptoir.db`, { readOnly: true });
  const own = "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND tbl_name NOT IN ('_journal', '_journal_seals')";
  const stored = (db.prepare(own).all() as { sql: string }[]).map(({ sql }) => sql).join("\n");
  db.close();
  const commands = ["./", "./commands/", "./imports/", "./publications/", "./questions/"].flatMap((room) => {
    const folder = new URL(room, new URL("../../server/shop/", import.meta.url));
    const sources = [...Deno.readDirSync(folder)].filter(({ name, isFile }) => isFile && name !== "rules.ts");
    return sources.map(({ name }) => Deno.readTextFileSync(new URL(name, folder)));
  }).join("\n");
  const found = [
    ...[...stored.matchAll(/raise\s*\(\s*ABORT\s*,\s*'((?:[^']|'')*)'/gi)].map(([, text]) => text!.replaceAll("''", "'").trim()),
    ...[...stored.matchAll(/\bCONSTRAINT\s+(\w+)\s+CHECK/gi)].map(([, name]) => name!),
    ...[...commands.matchAll(/\bconstraint: "([^"]+)"/g)].map(([, text]) => text!),
    ...[...commands.matchAll(/"(rule:\w+)"/g)].map(([, rule]) => rule!),
    ...[...GUARDS.join("\n").matchAll(/'(?:comptoir:owner_wanted:)?(rule:\w+)'/g)].map(([, rule]) => rule!),
    ...[...GUARDS.join("\n").matchAll(/_held_by\('([^']+)'/g)].map(([, column]) => `UNIQUE ${column}`),
  ];
  assert.ok(found.length > 40, `the premise: ${found.length} rules`);
  for (const rule of found) assert.ok(Object.hasOwn(SHOP_RULES, rule), `'${rule}' has no sentence`);
  for (const [rule, { fr, en }] of Object.entries(SHOP_RULES)) {
    assert.ok(found.includes(rule), `'${rule}' is no rule any more`);
    assert.ok(fr !== en && !ENGLISH.test(fr), rule);
    assert.ok(!/\b(?:le|une?|est|pas)\b/.test(en), rule);
  }
});

async function draft(person: Person, lines: number): Promise<string> {
  const id = uuidv7();
  const insert = "INSERT INTO lignes_vente (id, vente_id, produit_id) VALUES (?, ?, 1)";
  const { status, body } = await person.batch([
    { type: "insert", query: "INSERT INTO ventes (id) VALUES (?)", params: [id] },
    ...Array.from({ length: lines }, () => ({ type: "insert", query: insert, params: [uuidv7(), id] })),
  ]);
  assert.equal(status, 200, JSON.stringify(body));
  return id;
}
const done = async (person: Person, path: string, body: unknown = {}) => {
  const answer = await answerOf(await person.post(path, body, { "idempotency-key": crypto.randomUUID() }));
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return answer.body;
};

Deno.test("a command's own rule is told as well", async () => {
  const said = await inBoth(seller, `/api/ventes/${await draft(seller, 0)}/envoyer`, {});
  assertSpoken(said, "a ticket without a line");
  assert.equal(said.fr.constraint, "rule:ticket_empty_sending");
  assert.match(said.fr.detail, /un ticket sans ligne ne s'envoie pas\.$/);
  assert.match(said.en.detail, /a ticket without a line cannot be sent\.$/);
});

Deno.test("who asks for what is not there is told what is not there, not that the address is none", async () => {
  const nowhere = uuidv7();
  const missing: [person: Person, path: string, body: unknown, word: RegExp][] = [
    [seller, `/api/ventes/${nowhere}/envoyer`, {}, /ticket/],
    [cashier, `/api/ventes/${nowhere}/prendre`, {}, /ticket/],
    [cashier, "/api/caisses/C99/ouvrir", {}, /caisse|till/],
    [owner, "/api/caisses/C99/inviter", {}, /caisse|till/],
    [owner, "/api/clients/99/effacer", {}, /client|customer/],
    [owner, "/api/clients/x/effacer", {}, /client|customer/],
    [owner, "/api/produits/99/stock", { motif: "livraison", quantite: 1 }, /produit|product/],
    [owner, "/api/equipe/99/formation", { formation: true }, /personne|person/],
  ];
  const nothing = (await answerOf(await owner.get("/api/nowhere"))).body.detail;
  for (const [person, path, body, word] of missing) {
    const said = await inBoth(person, path, body);
    for (const { code, detail } of [said.fr, said.en]) {
      assert.equal(code, "not_found", path);
      assert.ok(word.test(detail) && detail !== nothing, `${path}: ${detail}`);
    }
    assertSpoken(said, path);
  }
  const account = await answerOf(await owner.send("PATCH", "/api/users/99", { name: "x" }));
  assert.deepEqual([account.body.code, /compte/.test(account.body.detail)], ["not_found", true], account.body.detail);
  assert.match((await answerOf(await owner.send("DELETE", "/api/sessions/x", ""))).body.detail, /session/);
  assert.match((await answerOf(await owner.get("/api/archives/x"))).body.detail, /jour.*mois.*année/);
});

Deno.test("a ticket in another's hand is told with the time on the shop's clock; the moment itself is an extra", async () => {
  const id = await draft(seller, 1);
  await done(seller, `/api/ventes/${id}/envoyer`);
  await done(cashier, `/api/ventes/${id}/prendre`);
  const said = await inBoth(other, `/api/ventes/${id}/prendre`, {});
  const { jusqua } = said.fr;
  assert.match(jusqua, /^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  const clock = new Intl.DateTimeFormat("fr-FR", { hour: "2-digit", minute: "2-digit", timeZone: ZONE }).format(new Date(jusqua));
  assert.notEqual(clock, jusqua.slice(11, 16), "the premise: another zone");
  assert.equal(said.en.code, "ticket_locked");
  assert.deepEqual([said.fr.detail, said.en.detail], [
    `chloe a ce ticket en main jusqu'à ${clock}.`,
    `chloe has this ticket in hand until ${clock}.`,
  ]);
});

const BODIES: readonly [what: string, path: string, body: unknown, fr: string, en: string][] = [
  ["no JSON", "/api/query", "{", "La demande n'est pas valable : ce n'est pas du JSON.", "The request is not valid: not JSON."],
  ["an array", "/api/query", "[]", "La demande n'est pas valable", "The request is not valid"],
  ["a number", "/api/query", { type: "select", query: 1 }, "« query » n'est pas valable : attendu : un texte", "expected: text"],
  ["a list", "/api/query", { type: "batch", queries: {} }, "attendu : une liste", "expected: a list"],
  ["a fraction", "/api/caisses/C1/ouvrir", { fond: 1.5 }, "attendu : un nombre entier", "expected: a whole number"],
  ["an odd key", "/api/caisses/C1/fermer", { comptage: { x: 1 } }, "« comptage.x »", "this name is not allowed here"],
  ["a UUID", `/api/ventes/${uuidv7()}/rembourser`, { avoir_id: "x" }, "un UUID", "a UUID"],
];
Deno.test("what is wrong with a body is told without a word of the machinery", async () => {
  for (const [what, path, body, french, english] of BODIES) {
    const { fr, en } = await inBoth(cashier, path, body);
    assert.ok(fr.code === "invalid_body" && fr.detail.includes(french), `${what}: ${fr.detail}`);
    assert.ok(en.detail.includes(english), `${what}: ${en.detail}`);
    for (const { detail } of [fr, en]) assert.ok(!MACHINERY.test(detail), `${what}: ${detail}`);
  }
});

Deno.test("a period that does not exist is told in the asked language", async () => {
  for (const [genre, periode] of [["annee", "x"], ["mois", "2026-13"], ["jour", "2026-02-30"], ["jour", "2026"]]) {
    const { fr, en } = await inBoth(owner, "/api/clotures", { genre, periode });
    assert.deepEqual([fr.code, fr.field], ["invalid_body", "periode"]);
    assert.ok(/une date qui existe/.test(fr.detail) && /an existing/.test(en.detail), `${fr.detail} ${en.detail}`);
    assert.ok(!/annee|mois|jour/.test(en.detail), en.detail);
  }
});
