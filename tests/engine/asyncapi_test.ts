/** The document of what travels on sockets: whole, open to all, and what it allows is what the server says and hears. */
import assert from "node:assert/strict";
import { frames } from "../../server/http/routes/frame_shapes.ts";
import { LIMITS } from "../../shared/limits.ts";
import { eventually, Feed } from "../support/feed.ts";
import { assertShown, assertTold, isHeard } from "../support/frames.ts";
import { answerOf, type Person, type TestServer, uuidv7 } from "../support/server.ts";
import { Staff } from "../support/staff.ts";

// deno-lint-ignore no-explicit-any -- a JSON document
type Json = any;
let server: TestServer;
let owner: Person;
let seller: Person;
let document: Json;

Deno.test.beforeAll(async () => {
  ({ server, owner, people: { vera: seller } } = await Staff.open({ vera: "vendeur" }));
  using stranger = server.at("127.0.0.9");
  const { status, body } = await answerOf(await stranger.get("/api/asyncapi.json"));
  assert.equal(status, 200, "nobody has to sign in to read it");
  document = body;
});
Deno.test.afterAll(async () => {
  for (const person of [owner, seller]) person.client.close();
  await server.dispose();
});

const at = (reference: string): Json => reference.slice(2).split("/").reduce((found: Json, step) => found?.[step], document);

Deno.test("the document is AsyncAPI 3: the socket's address and what may be asked with it are those of OpenAPI, and all references lead somewhere", async () => {
  assert.match(document.asyncapi, /^3\.\d+\.\d+$/);
  const { body: { paths, info } } = await answerOf(await owner.get("/api/openapi.json"));
  assert.equal(document.info.version, info.version);
  const channels = Object.values(document.channels) as Json[];
  assert.deepEqual(channels.map(({ address }) => address), ["/ws", "/ws/afficheur"]);
  const [channel] = channels;
  const { parameters, responses } = paths[channel.address].get;
  assert.ok(responses["101"]);
  assert.deepEqual(Object.keys(channel.bindings.ws.query.properties), parameters.map(({ name }: Json) => name));
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, reference]) => reference!);
  assert.ok(references.length > 20, "the premise");
  for (const reference of references) assert.equal(typeof at(reference), "object", reference);
  const page = await (await owner.get("/api/docs")).text();
  assert.ok(page.includes('href="/api/asyncapi.json"'));
  for (const schema of [...frames.told, ...frames.heard]) assert.ok(page.includes(schema.meta()!.description!));
});

Deno.test("what the server tells is each of the document's frames, and nothing else", async () => {
  const [[socket, { messages }]] = Object.entries(document.channels) as [[string, Json]];
  const kinds = new Map<string, Json>();
  for (const name of Object.keys(messages)) {
    kinds.set(at(document.components.messages[name].payload.$ref).properties.type.const, name);
  }
  const [told, heard] = ["send", "receive"].map((action) =>
    (Object.values(document.operations) as Json[])
      .filter((one) => one.action === action && one.channel.$ref === `#/channels/${socket}`)
      .flatMap(({ messages }) => messages.map(({ $ref }: Json) => $ref.split("/").at(-1)))
  );
  assert.deepEqual(heard, [kinds.get("ping")]);
  await using feed = await listening(seller, "?together=1&presence=1&epoch=another&since=0");
  const sell = () => seller.query("insert", "INSERT INTO ventes (id) VALUES (?)", [uuidv7()]);
  await sell();
  // Whether they meet in one commit is for the writer to say.
  await eventually(async () => {
    await Promise.all(Array.from({ length: 20 }, sell));
    return feed.messages.some(({ type }) => type === "data_changes");
  }, "several changes in one frame");
  await feed.ping();
  const seen = () => [...new Set(feed.messages.map(({ type }) => type))];
  await eventually(() => seen().length === told!.length, "a frame of each kind");
  assert.deepEqual(seen().map((type) => kinds.get(type)).sort(), told!.toSorted());
});

Deno.test("what the document lets a client say is answered, and what it does not closes the socket", async () => {
  const ping = '{"type":"ping"}';
  const said = [ping, ` ${ping}\n`, '{"type":"ping","n":1}', '{"type":"ping","type":"ping"}'];
  const not = ["", "ping", "null", "[]", `[${ping}]`, '"ping"', '{"type":"Ping"}', '{"type":null}', "{}", ping.slice(0, -1)];
  for (const frame of said) {
    assert.ok(isHeard(frame), frame);
    await using feed = await listening(seller);
    feed.socket.send(frame);
    await feed.until(() => feed.messages.at(-1)!.type === "heartbeat", `an answer to ${frame}`);
  }
  for (const frame of [...not, new TextEncoder().encode(ping)]) {
    assert.ok(!isHeard(frame), String(frame));
    const feed = await Feed.open(seller);
    feed.socket.send(frame);
    assert.equal(await feed.closing(), 4400, String(frame));
  }
});

Deno.test("a frame that is not as the document says does not pass in any test", async () => {
  const feed = await Feed.open(owner);
  const articles = Array.from({ length: LIMITS.changesListed + 1 }, (_, n) => `('Article ${n}', 100)`);
  const sql = `INSERT INTO produits (libelle, prix_ttc) VALUES ${articles.join()}`;
  const { body } = await owner.query("insert", sql);
  const change = await feed.change(body.seq);
  await feed.close();
  assert.ok(change.truncated === true && change.tables !== undefined, "the premise");
  assertTold(JSON.stringify(change));
  const { prev: _, ...lacking } = change;
  const more = { ...change, by: { ...change.by, address: "127.0.0.1" } };
  const wrong = [
    lacking,
    more,
    { ...change, seq: "7" },
    { ...change, seq: 7.5 },
    { ...change, at: "yesterday" },
    { ...change, truncated: false },
    { ...change, tables: undefined, changes: [{ table: "produits", op: "upsert", key: { id: 1 } }] },
    { ...change, changes: [{ table: "produits", op: "insert", key: { id: [1] } }] },
    { ...change, type: "change" },
    { ...feed.hello, user: { ...feed.hello.user, role: "gérant" } },
    null,
    [change],
  ];
  for (const frame of wrong) assert.throws(() => assertTold(JSON.stringify(frame)), JSON.stringify(frame)?.slice(0, 200));
});

Deno.test("a display's frames are in the document, nothing may be said to it, and one that shows more does not pass in any test", () => {
  const [, [display, { messages }]] = Object.entries(document.channels) as [unknown, [string, Json]];
  assert.deepEqual(Object.keys(messages), ["Display", "DisplayHeartbeat"]);
  const own = (Object.values(document.operations) as Json[]).filter(({ channel }) => channel.$ref === `#/channels/${display}`);
  assert.deepEqual(own.map(({ action }) => action), ["send"]);
  const line = { libelle: "Pain", quantite: 1_000, unite: "piece", prix_unitaire_ttc: 120, total_ttc: 120 };
  const sums = { remise: 0, total_ttc: 120, donne: 0, compte: 0, rendu: 0 };
  const ticket = { id: "1", etat: "en_caisse", formation: false, lignes: [line], ...sums };
  const shows = { caisse: "C1", boutique: "", demo: false, presente: true, formation: false, ticket };
  for (const right of [shows, { ...shows, ticket: null }, { ...shows, ticket: { ...ticket, etat: "payee", recu: "/r/a" } }]) {
    assertShown(JSON.stringify({ type: "display", shows: right }));
  }
  const { demo: _, ...lacking } = shows;
  const wrong = [
    lacking,
    null,
    { ...shows, caissier: "Chloé" },
    { ...shows, ticket: { ...ticket, client: "Anne Onyme" } },
    { ...shows, ticket: { ...ticket, lignes: [{ ...line, marge: 40 }] } },
    { ...shows, ticket: { ...ticket, etat: "annulee" } },
  ];
  for (const one of wrong) assert.throws(() => assertShown(JSON.stringify({ type: "display", shows: one })), JSON.stringify(one));
  assert.throws(() => assertShown('{"type":"heartbeat","seq":1}'));
});

async function listening(person: Person, query = ""): Promise<Feed & AsyncDisposable> {
  const feed = await Feed.open(person, query);
  return Object.assign(feed, { [Symbol.asyncDispose]: () => feed.close() });
}
