/** Presence: who asked is told who is there, once per person; who did not ask is told nothing new. */
import assert from "node:assert/strict";
import { Feed } from "../support/feed.ts";
import { end, hears, team, told, watch } from "../support/presence.ts";
import { answerOf, PASSWORD, uuidv7 } from "../support/server.ts";
import { soon } from "../support/soon.ts";
import { eventually as found, TillClient } from "../support/till_client.ts";

const SALE = "INSERT INTO ventes (id) VALUES (?)";
/** Milliseconds after which a change must have been told, with its debounce. */
const SOON_MS = 700;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

Deno.test("who asks is told at once who is there, and when somebody comes or goes; names and nothing of where they are", async () => {
  const all = await team();
  const before = Date.now();
  const cashier = await watch(all.nora);
  await hears(cashier, "nora");
  assert.deepEqual(cashier.messages.map(({ type }) => type), ["hello", "presence"]);
  const seller = await watch(all.vera);
  await hears(seller, "nora vera");
  assert.equal(told(seller).length, 1, "one who comes is told with the others at once");
  await hears(cashier, "nora vera");
  const boss = await watch(all.owner);
  for (const feed of [cashier, seller, boss]) await hears(feed, "nora vera patron");
  const { people } = told(seller).at(-1)!;
  for (const person of people) assert.deepEqual(Object.keys(person).sort(), ["name", "role", "since", "user_id", "username"]);
  assert.deepEqual(people.map(({ user_id, name, role }) => [user_id, name, role]), [
    [2, "nora", "caisse"],
    [3, "vera", "vendeur"],
    [1, "patron", "administrateur"],
  ]);
  const since = people.map((person) => Date.parse(person.since));
  assert.ok(since.every((at) => at >= before - 1 && at <= Date.now() + 1), people.map((person) => person.since).join());
  const raw = JSON.stringify([cashier, seller, boss].flatMap((feed) => told(feed)));
  assert.ok(!raw.includes("127.0.0."), "no addresses");

  await cashier.close();
  await soon(all.server, SOON_MS, hears(seller, "vera patron"), "who has left is no longer there");
  await hears(boss, "vera patron");
  assert.deepEqual(told(boss).at(-1)!.people.map((person) => person.since), [people[1]!.since, people[2]!.since]);
  await end(all, seller, boss);
});

Deno.test("several sockets of a person are one entry, for as long as one of them is open", async () => {
  const all = await team();
  const boss = await watch(all.owner);
  using elsewhere = all.server.at("127.0.0.5");
  await elsewhere.signIn("nora", PASSWORD);
  const first = await Feed.open(all.nora);
  await hears(boss, "patron nora");
  const { since } = told(boss).at(-1)!.people[1]!;
  const frames = told(boss).length;
  const others = [await Feed.open(all.nora), await watch(elsewhere)];
  await first.close();
  await pause(SOON_MS);
  assert.equal(told(boss).length, frames, "nobody came or went");
  await others[0]!.close();
  await pause(SOON_MS);
  assert.equal(told(boss).length, frames);
  assert.deepEqual(told(others[1]!).at(-1)!.people[1]!.since, since, "there since the first of them");
  await others[1]!.close();
  await hears(boss, "patron");

  // A page that is loaded again is no coming and going.
  const page = await Feed.open(all.nora);
  await hears(boss, "patron nora");
  const shown = told(boss).length;
  await page.close();
  const again = await Feed.open(all.nora);
  await pause(SOON_MS);
  assert.equal(told(boss).length, shown);
  await end(all, boss, again);
});

Deno.test("a session that ends takes its person away; another of the same person keeps them there", async () => {
  const all = await team();
  const boss = await watch(all.owner);
  using elsewhere = all.server.at("127.0.0.5");
  await elsewhere.signIn("nora", PASSWORD);
  const [here, there] = [await watch(all.nora), await watch(elsewhere)];
  await hears(boss, "patron nora");
  const frames = told(boss).length;
  assert.equal((await all.nora.send("DELETE", "/api/auth", "")).status, 204);
  assert.equal(await here.closing(), 4401);
  await pause(SOON_MS);
  assert.equal(told(boss).length, frames);
  const changed = await all.owner.send("PATCH", "/api/users/2", { active: false });
  await changed.body?.cancel();
  assert.equal(await there.closing(), 4401);
  await hears(boss, "patron");
  await end(all, boss);
});

Deno.test("without presence=1 a socket hears what it always heard, and is seen nevertheless", async () => {
  const all = await team();
  const plain = await Promise.all(
    ["", "?presence=0", "?presence=true", "?presence", "?Presence=1"].map((query) => Feed.open(all.nora, query)),
  );
  const boss = await watch(all.owner);
  await hears(boss, "nora patron");
  const { body } = await all.vera.query("insert", SALE, [uuidv7()]);
  const seller = await watch(all.vera);
  await hears(boss, "nora patron vera");
  for (const feed of plain) {
    await feed.change(body.seq);
    await feed.ping();
    assert.deepEqual(feed.messages.map(({ type }) => type), ["hello", "data_change", "heartbeat"]);
  }
  await end(all, boss, seller, ...plain);
});

Deno.test("presence comes after what was missed or the reset, and has no part in seq and prev", async () => {
  const all = await team();
  const first = await watch(all.nora);
  const { epoch, seq } = first.hello;
  await first.close();
  const missed: number[] = [];
  for (let n = 0; n < 5; n++) missed.push((await all.vera.query("insert", SALE, [uuidv7()])).body.seq);
  const back = await watch(all.nora, `&epoch=${epoch}&since=${seq}`);
  await hears(back, "nora");
  assert.deepEqual(back.messages.map(({ type }) => type), ["hello", ...missed.map(() => "data_change"), "presence"]);
  back.assertUnbroken(seq);

  // Somebody comes and goes between two changes: the next one names the change before it.
  const guest = await Feed.open(all.owner);
  await hears(back, "nora patron");
  await guest.close();
  await hears(back, "nora");
  const { body } = await all.vera.query("insert", SALE, [uuidv7()]);
  assert.equal((await back.change(body.seq)).prev, missed.at(-1));
  back.assertUnbroken(seq);
  assert.equal(await back.ping(), body.seq, "no seq was used up");

  const lost = await watch(all.owner, `&epoch=${crypto.randomUUID()}&since=${seq}`);
  await lost.until(() => told(lost).length > 0, "presence");
  assert.deepEqual(lost.messages.map(({ type }) => type), ["hello", "reset", "presence"]);
  await end(all, back, lost);
});

Deno.test("a client asks for presence only where somebody listens, and misses nothing when that begins later", async () => {
  const all = await team();
  const { server, vera } = all;
  await using till = await new TillClient(server.url, "127.0.0.2").join("nora", PASSWORD);
  assert.deepEqual(till.sockets.map((url) => url.includes("presence")), [false]);
  const seqs = [(await vera.query("insert", SALE, [uuidv7()])).body.seq];
  await till.heard(1);
  const seen: string[] = [];
  const phases = till.phases.length;
  const stop = till.client.onPresence(({ people }) => seen.push(people.map(({ username }) => username).join(" ")));
  seqs.push((await vera.query("insert", SALE, [uuidv7()])).body.seq);
  await found("the people there", () => seen.at(-1) === "nora" ? true : null);
  assert.equal(till.sockets.length, 2);
  assert.match(till.sockets[1]!, /\/ws\?together=1&epoch=[^&]+&since=\d+&presence=1$/);
  assert.equal(till.phases.length, phases, "the screen shows no lost connection");
  const seller = await Feed.open(vera);
  await found("vera", () => seen.at(-1) === "nora vera" ? true : null);
  till.client.onPresence(() => {});
  stop();
  await seller.close();
  seqs.push((await vera.query("insert", SALE, [uuidv7()])).body.seq);
  assert.deepEqual(await till.heard(3), seqs);
  assert.equal(seen.at(-1), "nora vera", "it stopped listening");
  assert.equal(till.sockets.length, 2);

  await using early = new TillClient(server.url, "127.0.0.3");
  const people: number[] = [];
  early.client.onPresence((message) => people.push(message.people.length));
  await early.join("vera", PASSWORD);
  await found("both", () => people.at(-1) === 2 ? true : null);
  assert.deepEqual(early.sockets.map((url) => /\/ws\?together=1&presence=1$/.test(url)), [true]);
  await end(all);
});

Deno.test("a renamed person is renamed at once in sessions, in hello and for who watches, by whichever road", async () => {
  const all = await team();
  const { owner, nora } = all;
  const boss = await watch(owner);
  const hers = await watch(nora);
  await hears(boss, "patron nora");
  const { user } = (await answerOf(await nora.get("/api/auth"))).body;
  const patch = (name: string) => owner.send("PATCH", `/api/users/${user.id}`, { name });
  const roads: readonly (readonly [string, (name: string) => Promise<unknown>])[] = [
    ["Nora B.", async (name) => await (await patch(name)).body?.cancel()],
    ["Nora C.", (name) => owner.query("update", "UPDATE equipe SET nom = ? WHERE id = ?", [name, user.id])],
    ["Nora D.", async (name) => await (await patch(name)).body?.cancel()],
  ];
  for (const [name, rename] of roads) {
    await rename(name);
    const shown = (feed: Feed) => told(feed).at(-1)!.people.find(({ user_id }) => user_id === user.id)!.name;
    for (const feed of [boss, hers]) await feed.until(() => shown(feed) === name, `${name} instead of ${shown(feed)}`);
    assert.equal((await answerOf(await nora.get("/api/auth"))).body.user.name, name);
    const { sessions } = (await answerOf(await owner.get("/api/sessions"))).body;
    assert.deepEqual(
      sessions.filter((one: { user: { id: number } }) => one.user.id === user.id).map((one: { user: { name: string } }) =>
        one.user.name
      ),
      [name],
    );
    const { users } = (await answerOf(await owner.get("/api/users"))).body;
    assert.equal(users.find(({ id }: { id: number }) => id === user.id).name, name, "the account and the team say the same");
    assert.deepEqual((await owner.query("select", "SELECT nom FROM equipe WHERE id = ?", [user.id])).body.rows, [{ nom: name }]);
    const again = await Feed.open(nora);
    assert.equal(again.hello.user.name, name);
    await again.close();
  }
  await end(all, boss, hers);
});
