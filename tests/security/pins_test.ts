/** PINs: a few digits on one bound till, and no way in anywhere else; who guesses is locked out, and no restart helps. */
import assert from "node:assert/strict";
import { isWeakPin } from "../../shared/pins.ts";
import { eventually } from "../support/feed.ts";
import { answerOf, PASSWORD, type Person } from "../support/server.ts";
import { command, ok, refused, Shop } from "../support/shop.ts";

const KEY = "k".repeat(43);
const DEVICE = { caisse: "C1", cle: KEY };
const PIN = "739154";
const OTHER = "284617";

/** Chloé's till C1 is bound to a device on which she signed in by password; Nora, Chloé and Marc have PINs. */
async function counter() {
  const shop = await Shop.open(["nora", "chloe", "marc"], {}, async (shop) => {
    const { code } = ok(await command(shop.owner, "/api/caisses/C1/inviter"));
    ok(await command(shop.chloe, "/api/caisses/enroler", { code, cle: KEY }));
    await takesPins(shop, true);
    const ids = await idsOf(shop.owner);
    for (const name of ["nora", "chloe", "marc"]) assert.equal((await setPin(shop.owner, ids[name]!, PIN)).status, 204);
  });
  return { shop, ids: await idsOf(shop.owner) };
}
/** The owner's word for the till. */
const takesPins = async (shop: Shop, codes: boolean) =>
  ok(await shop.owner.query("update", "UPDATE caisses SET codes_pin = ? WHERE nom = 'C1'", [Number(codes)]));
const idsOf = async (owner: Person): Promise<Record<string, number>> =>
  Object.fromEntries((await (await owner.get("/api/users")).json()).users.map(
    ({ username, id }: { username: string; id: number }) => [username, id],
  ));
const setPin = async (owner: Person, id: number, pin: string | null) =>
  answerOf(await owner.send("PUT", `/api/users/${id}/pin`, { pin }));
const openDevice = async (person: Person, device = DEVICE) => answerOf(await person.post("/api/auth/pin/device", device));
/** From a machine where nobody is signed in. */
async function signIn(shop: Shop, user_id: number, pin: string, device: unknown = DEVICE, address = "127.0.0.50") {
  const somebody = shop.server.at(address);
  const answer = await answerOf(await somebody.post("/api/auth/pin", { user_id, pin, ...device as object }));
  somebody.client.close();
  return answer;
}
const people = async (shop: Shop, device: unknown = DEVICE) => {
  const somebody = shop.server.at("127.0.0.51");
  const answer = await answerOf(await somebody.post("/api/auth/pin/people", device));
  somebody.client.close();
  return answer;
};

Deno.test("a PIN signs in on the bound till that the owner lets take them after a password was given there, and nowhere else", async () => {
  const { shop, ids } = await counter();
  await using _ = shop;
  refused(await signIn(shop, ids["nora"]!, PIN), 403, "pin_not_here");
  assert.deepEqual((await people(shop)).body, { people: [] }, "nobody's name before a password");
  for (const device of [{ caisse: "C1", cle: "x".repeat(43) }, { caisse: "C2", cle: KEY }, { caisse: "C9", cle: KEY }]) {
    refused(await openDevice(shop.chloe, device), 403, "pin_not_here");
    refused(await people(shop, device), 403, "pin_not_here");
  }
  assert.equal((await openDevice(shop.nora)).status, 403, "a seller opens no device");
  assert.equal((await openDevice(shop.chloe)).status, 204);
  assert.deepEqual((await people(shop)).body.people.map(({ name }: { name: string }) => name).sort(), ["chloe", "marc", "nora"]);

  const { status, body } = await signIn(shop, ids["nora"]!, PIN);
  assert.equal(status, 200, JSON.stringify(body));
  assert.equal(body.user.username, "nora");
  assert.ok(Date.parse(body.expires_at) - Date.now() < 61 * 60_000, "a session by PIN is short");
  for (const device of [{ caisse: "C1", cle: "x".repeat(43) }, { caisse: "C2", cle: KEY }]) {
    refused(await signIn(shop, ids["nora"]!, PIN, device), 403, "pin_not_here");
  }
  await takesPins(shop, false);
  refused(await signIn(shop, ids["nora"]!, PIN), 403, "pin_not_here");
  refused(await openDevice(shop.chloe), 403, "pin_not_here");
  refused(await people(shop), 403, "pin_not_here");
  // The door of passwords takes none.
  const somebody = shop.server.at("127.0.0.52");
  refused(await answerOf(await somebody.post("/api/auth", { username: "nora", password: PIN })), 401, "invalid_credentials");
  somebody.client.close();
  const { sessions } = await (await shop.owner.get("/api/sessions")).json();
  assert.deepEqual(sessions.filter(({ by_pin }: { by_pin: boolean }) => by_pin).length, 1);
});

Deno.test("what a session by PIN may not: open a device, set a PIN or a password without the password", async () => {
  const { shop, ids } = await counter();
  await using _ = shop;
  await openDevice(shop.chloe);
  const { body: { token } } = await signIn(shop, ids["chloe"]!, PIN);
  const byPin = Object.assign(shop.server.at("127.0.0.53"), { token });
  refused(await openDevice(byPin), 403, "pin_not_here");
  // Each wrong one makes the next wait longer.
  for (
    const [path, body] of [["pin", { current: PIN, pin: OTHER }], ["password", { current: "", new: "nouveau-mot-de-passe" }]]
  ) {
    refused(await answerOf(await byPin.send("PUT", `/api/auth/${path}`, body)), 401, "invalid_credentials");
  }
  assert.equal((await answerOf(await byPin.send("PUT", "/api/auth/pin", { current: PASSWORD, pin: OTHER }))).status, 204);
  assert.equal((await signIn(shop, ids["chloe"]!, PIN)).status, 401);
  assert.equal((await signIn(shop, ids["chloe"]!, OTHER)).status, 200);
  refused(await answerOf(await byPin.send("PUT", `/api/users/${ids["nora"]}/pin`, { pin: OTHER })), 403, "forbidden");
  byPin.client.close();
});

Deno.test("five wrong ones lock a person's PIN, a hundred at once count as a hundred, and neither a restart nor another address helps", async () => {
  const { shop, ids } = await counter();
  await using _ = shop;
  await openDevice(shop.chloe);
  const wrong = await Promise.all(
    Array.from({ length: 12 }, (_, at) => signIn(shop, ids["nora"]!, `99${at}837`.slice(0, 6), DEVICE, `127.0.1.${at + 1}`)),
  );
  const codes = wrong.map(({ body }) => body.code).sort();
  assert.equal(codes.filter((code) => code === "invalid_credentials").length, 5, codes.join());
  assert.equal(codes.filter((code) => code === "pin_locked").length, 7, codes.join());
  refused(await signIn(shop, ids["nora"]!, PIN), 403, "pin_locked");
  await shop.aside(() => {});
  refused(await signIn(shop, ids["nora"]!, PIN), 403, "pin_locked");
  // Her password, which she alone has, lets her in and begins anew; so would a new PIN of the owner's.
  const nora = shop.server.at("127.0.0.54");
  ok(await answerOf(await nora.post("/api/auth", { username: "nora", password: PASSWORD })));
  nora.client.close();
  assert.equal((await signIn(shop, ids["nora"]!, PIN)).status, 200);
});

Deno.test("a till on which too much was tried is shut for PINs until a cashier gives a password there", async () => {
  const { shop, ids } = await counter();
  await using _ = shop;
  await openDevice(shop.chloe);
  for (const [name, times] of [["nora", 5], ["marc", 5], ["chloe", 4]] as const) {
    for (let at = 0; at < times; at++) refused(await signIn(shop, ids[name]!, "918273"), 401, "invalid_credentials");
  }
  // Nobody's number is tried in vain as well: it is told as the others are, and counts as they do.
  refused(await signIn(shop, 99, PIN), 401, "invalid_credentials");
  for (const id of [99, ids["chloe"]!]) refused(await signIn(shop, id, PIN), 403, "pin_locked");
  for (const name of ["nora", "marc"]) await setPin(shop.owner, ids[name]!, PIN);
  refused(await signIn(shop, ids["nora"]!, PIN), 403, "pin_locked");
  assert.equal((await openDevice(shop.chloe)).status, 204);
  assert.equal((await signIn(shop, ids["nora"]!, PIN)).status, 200);
});

Deno.test("a right PIN where its role may not work is refused and recorded, and counts as no try", async () => {
  const { shop, ids } = await counter();
  await using _ = shop;
  await openDevice(shop.chloe);
  for (let at = 0; at < 6; at++) {
    refused(await signIn(shop, ids["nora"]!, PIN, DEVICE, "127.0.0.1"), 403, "role_not_allowed_here");
  }
  assert.equal((await signIn(shop, ids["nora"]!, PIN)).status, 200);
  const refusals = async () => (await answerOf(await shop.owner.get("/api/journal?kind=refused"))).body.records;
  await eventually(async () => JSON.stringify(await refusals()).includes("role_not_allowed_here"), "it is in the journal");
});

Deno.test("an owner has no PIN; weak and malformed ones are refused; none of them is anywhere in the clear", async () => {
  const { shop, ids } = await counter();
  await using _ = shop;
  await openDevice(shop.chloe);
  const owner = (await (await shop.owner.get("/api/auth")).json()).user.id as number;
  refused(await setPin(shop.owner, owner, PIN), 400, "invalid_body");
  refused(await signIn(shop, owner, PIN), 401, "invalid_credentials");
  for (
    const pin of [
      "0000",
      "1234",
      "4321",
      "7890",
      "1212",
      "123123",
      "1998",
      "2580",
      "111111",
      "123",
      "123456789",
      "12a4",
      "",
      "９１８２",
    ]
  ) {
    const body = refused(await setPin(shop.owner, ids["nora"]!, pin), 400, "invalid_body");
    assert.equal(body.field, "pin");
    assert.doesNotMatch(JSON.stringify(body), /"\d{4,}"/);
  }
  assert.equal(isWeakPin(PIN), false);
  await signIn(shop, ids["nora"]!, PIN);
  await signIn(shop, ids["nora"]!, "660192");
  const held = shop.inspect((db) =>
    db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all().flatMap(({ name }) =>
      db.prepare(`SELECT * FROM "${name}"`).all().map((row) =>
        JSON.stringify(row, (_, value) => typeof value === "bigint" ? String(value) : value)
      )
    )
  );
  assert.ok(held.some((row) => row.includes("sign_in_failed")), "the premise: rows were read, the failure is journaled");
  // By itself: among so many signatures and ids six digits turn up by chance.
  const clear = new RegExp(`(?<![\\w.-])(?:${PIN}|660192)(?![\\w.-])`);
  assert.ok(clear.test(`{"pin":"${PIN}"}`) && clear.test("660192"), "the premise: in the clear it is found");
  assert.deepEqual(held.filter((row) => clear.test(row)), []);
  for (const person of [shop.nora, shop.chloe, shop.owner]) {
    for (const table of ["_pins", "_pin_devices"]) {
      refused(await person.query("select", `SELECT * FROM ${table}`), 400, "sql_error");
    }
  }
});

Deno.test("who loses the account, the role or the password loses the PIN, and whom they let in; a till that is freed takes none", async () => {
  const { shop, ids } = await counter();
  await using _ = shop;
  await openDevice(shop.chloe);
  const change = async (id: number, patch: unknown) => answerOf(await shop.owner.send("PATCH", `/api/users/${id}`, patch));
  assert.equal((await change(ids["nora"]!, { active: false })).status, 200);
  refused(await signIn(shop, ids["nora"]!, PIN), 401, "invalid_credentials");
  assert.equal((await change(ids["nora"]!, { active: true })).status, 200);
  refused(await signIn(shop, ids["nora"]!, PIN), 401, "invalid_credentials");
  assert.equal((await signIn(shop, ids["marc"]!, PIN)).status, 200, "the premise");
  assert.equal((await change(ids["chloe"]!, { password: "un-autre-mot-de-passe" })).status, 200);
  refused(await signIn(shop, ids["marc"]!, PIN), 403, "pin_not_here");
  assert.equal((await openDevice(shop.marc)).status, 204);
  assert.equal((await signIn(shop, ids["marc"]!, PIN)).status, 200);
  ok(await command(shop.owner, "/api/caisses/C1/liberer"));
  refused(await signIn(shop, ids["marc"]!, PIN), 403, "pin_not_here");
});
