/** The name on the local network while the addresses of its PC come and go: it is held where it can be, and why not elsewhere is told. */
import assert from "node:assert/strict";
import { createSocket } from "node:dgram";
import { LocalName, type Standing } from "../../server/network/local_name.ts";
import { Voice } from "../../server/network/voice.ts";
import { eventually } from "../support/feed.ts";
import { LATER, NAMED, named, said, under } from "../support/named_server.ts";
import { Neighbour } from "../support/neighbour.ts";
import { ADDRESS, ip, isInside, onOwnNetwork, runInside } from "../support/own_network.ts";
import { answerOf, startServer } from "../support/server.ts";

if (isInside) inside();
else {Deno.test("the name while addresses come and go, in a network of its own", await onOwnNetwork(), () =>
    runInside(import.meta.url));}

function inside(): void {
  Deno.test("an address that is new is announced, and one that is gone no more", async () => {
    await using server = await startServer({ command: NAMED });
    await said(server, new RegExp(`${named("").source} \\(${ADDRESS}\\)`));
    ip("addr", "add", "192.168.8.5/24", "dev", "lo");
    await said(server, new RegExp(`${named("").source} \\(${ADDRESS}, 192\\.168\\.8\\.5\\)`));
    await using neighbour = await Neighbour.at("192.168.8.5");
    await eventually(async () => {
      await neighbour.ask("comptoir.local", "A");
      return neighbour.heard.some(({ data }) => data === "192.168.8.5");
    }, "the new one is answered");
    ip("addr", "del", "192.168.8.5/24", "dev", "lo");
    await eventually(() => server.log.trimEnd().endsWith(`(${ADDRESS})`), "the old one alone");
  });

  Deno.test("a port that is shared with nobody, or no address, stops no shop: it is told, and tried again", async () => {
    const selfish = createSocket({ type: "udp4", reuseAddr: false });
    await new Promise<void>((resolve) => selfish.bind(5353, "0.0.0.0", resolve));
    await using server = await startServer({ command: NAMED });
    await said(server, /No name is announced on the network: 192\.168\.7\.2: bind EADDRINUSE/);
    using owner = await server.owner();
    const { findings } = (await answerOf(await owner.get("/api/doctor"))).body;
    const found = findings.find(({ check }: { check: string }) => check === "local_name");
    assert.deepEqual([found.state, found.remedy], ["unknown", "les postes ouvrent l'adresse en chiffres"]);
    await new Promise<void>((resolve) => selfish.close(() => resolve()));
    await said(server, named(""));
    ip("addr", "del", `${ADDRESS}/24`, "dev", "lo");
    await said(server, /No name is announced on the network: this PC tells of no address/);
    assert.equal(await under(server, "localhost"), 200);
    ip("addr", "add", `${ADDRESS}/24`, "dev", "lo");
    await eventually(() => server.log.trimEnd().endsWith(`(${ADDRESS})`), "it is back");
  });

  Deno.test("an address that cannot take part leaves the name held at the others, and is told", async () => {
    const told: Standing[] = [];
    let looks = 0;
    const name = new LocalName(() => (looks += 1, [ADDRESS, "192.168.99.99"]), (standing) => told.push(standing));
    name.start();
    await eventually(() => name.name !== null, "the name");
    // So that the next looks find it as it is.
    const before = looks;
    const held = new Set<string | null>();
    await eventually(() => (held.add(name.name), looks >= before + 2), "two more looks");
    await name.stop();
    assert.deepEqual([...held], ["comptoir.local"]);
    assert.deepEqual(told.map(({ name, addresses }) => [name, addresses]), [["comptoir.local", [ADDRESS]]]);
    assert.match(told[0]!.trouble, /^192\.168\.99\.99: /);
  });

  Deno.test("an address that can take part later, or again, joins the name, which is held at the others all the while", async () => {
    const told: Standing[] = [];
    const name = new LocalName(() => [ADDRESS, LATER], (standing) => told.push(standing));
    name.start();
    await eventually(() => name.name !== null, "the name");
    await using neighbour = await Neighbour.at(ADDRESS);
    let probes = 0;
    neighbour.onProbe("comptoir.local", () => probes += 1);
    const held = new Set<string | null>();
    const until = (addresses: readonly string[], since: number) =>
      eventually(() => {
        held.add(name.name);
        return told.slice(since).some((standing) => standing.addresses.join() === addresses.join());
      }, `${addresses} in ${JSON.stringify(told)}`);
    ip("addr", "add", `${LATER}/24`, "dev", "lo");
    await until([ADDRESS, LATER], 1);
    await eventually(() => neighbour.heard.some(({ data, ttl }) => data === LATER && ttl === 120), "it is announced");
    assert.equal(probes, 3, "it is asked for there alone");
    // From here on it breaks as soon as it speaks.
    ip("addr", "del", `${LATER}/24`, "dev", "lo");
    await neighbour.ask("comptoir.local", "A");
    await until([ADDRESS], 2);
    ip("addr", "add", `${LATER}/24`, "dev", "lo");
    await until([ADDRESS, LATER], 3);
    assert.ok(neighbour.heard.every(({ ttl }) => ttl !== 0), "it is taken back nowhere");
    await name.stop();
    ip("addr", "del", `${LATER}/24`, "dev", "lo");
    assert.deepEqual([...held], ["comptoir.local"]);
    assert.deepEqual(told.map(({ addresses }) => addresses), [[ADDRESS], [ADDRESS, LATER], [ADDRESS], [ADDRESS, LATER]]);
    assert.deepEqual(told.map(({ trouble }) => trouble.split(":")[0]), [LATER, "", LATER, ""]);
  });

  Deno.test("an asker to whom nothing can be sent breaks nothing, and one at no port is passed over", async () => {
    const voice = await Voice.open(ADDRESS, () => {});
    const question = { type: "query", id: 7, questions: [{ name: "comptoir.local", type: "A" }] } as const;
    for (const from of [{ address: "10.9.9.9", port: 4_000 }, { address: ADDRESS, port: 0 }]) {
      await voice.answer(question, "comptoir.local", from);
      assert.equal(voice.broken, null, `${from.address}:${from.port}`);
    }
    await voice.close();
  });
}
