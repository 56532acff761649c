/** `comptoir.local` on the local network, as others there hear it: real questions over multicast, in a network that the tests have for themselves. */
import assert from "node:assert/strict";
import { askedOnce, Neighbour } from "../support/neighbour.ts";
import { eventually } from "../support/feed.ts";
import { NAMED, named, said, under } from "../support/named_server.ts";
import { ADDRESS, ip, isInside, onOwnNetwork, runInside } from "../support/own_network.ts";
import { answerOf, startServer } from "../support/server.ts";

if (isInside) inside();
else Deno.test("the name on the local network, in a network of its own", await onOwnNetwork(), () => runInside(import.meta.url));

function inside(): void {
  Deno.test("the server is found as comptoir.local, says so wherever addresses are shown, and says goodbye", async () => {
    await using neighbour = await Neighbour.at(ADDRESS);
    const server = await startServer({ command: NAMED });
    await said(server, named(""));
    assert.equal(await neighbour.ask("comptoir.local", "A"), ADDRESS);
    // Nobody waits for an address of another kind.
    assert.deepEqual(await neighbour.ask("comptoir.local", "NSEC"), { nextDomain: "comptoir.local", rrtypes: ["A"] });
    using owner = await server.owner();
    const { addresses } = (await answerOf(await owner.get("/api/network"))).body;
    assert.deepEqual(addresses, [`http://${ADDRESS}:${server.port}`, `http://comptoir.local:${server.port}`]);
    const { findings } = (await answerOf(await owner.get("/api/doctor"))).body;
    const found = findings.find(({ check }: { check: string }) => check === "local_name");
    assert.deepEqual([found.state, found.said], ["good", `comptoir.local mène à ${ADDRESS}`]);
    neighbour.heard = [];
    await server.stop();
    await eventually(
      () => neighbour.heard.some(({ type, name, ttl }) => type === "A" && name === "comptoir.local" && ttl === 0),
      "goodbye",
    );
    await server.dispose();
  });

  Deno.test("two servers on one PC share its name, and the end of one takes it from nobody", async () => {
    await using neighbour = await Neighbour.at(ADDRESS);
    const first = await startServer({ command: NAMED });
    await said(first, named(""));
    await using second = await startServer({ command: NAMED });
    await said(second, named(""));
    neighbour.heard = [];
    await first.dispose();
    const ofAddresses = () => neighbour.heard.filter(({ type }) => type === "A").map(({ ttl }) => ttl);
    await eventually(() => ofAddresses().join().endsWith("0,120"), `the other says it once more: ${ofAddresses()}`);
  });

  Deno.test("what cannot be read is passed over, and who is beyond the local network is told nothing", async () => {
    await using neighbour = await Neighbour.at(ADDRESS);
    await using server = await startServer({ command: NAMED });
    await said(server, named(""));
    const pointer = new Uint8Array([0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0xc0, 12, 0, 1, 0, 1]);
    for (const bytes of [new Uint8Array(0), new Uint8Array(3), new Uint8Array(9_000).fill(255), pointer]) {
      await neighbour.send(bytes);
    }
    // id 7, one question: comptoir.local A IN.
    const text = (label: string) => [label.length, ...new TextEncoder().encode(label)];
    const question = (type: number) =>
      new Uint8Array([0, 7, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, ...text("comptoir"), ...text("local"), 0, type >> 8, type & 255, 0, 1]);
    const others = async () => void await neighbour.ask("comptoir.local", "A");
    const answer = await askedOnce(question(1), ADDRESS, others);
    assert.deepEqual([...answer!.slice(0, 2)], [0, 7], "its id, as a name server would");
    assert.ok(answer!.toHex().includes("c0a80702"), "the address");
    assert.notEqual(await askedOnce(question(0xfe01), ADDRESS, others), undefined, "of a kind nobody knows");
    ip("addr", "add", "203.0.113.5/24", "dev", "lo");
    assert.equal(await askedOnce(question(1), "203.0.113.5", others), null);
    ip("addr", "del", "203.0.113.5/24", "dev", "lo");
    assert.equal(await under(server, "localhost"), 200);
  });

  Deno.test("with --no-mdns, behind a proxy or for this PC alone nothing is said", async () => {
    await using neighbour = await Neighbour.at(ADDRESS);
    const quiet = [["--no-mdns"], ["--public-origin", "https://caisse.example"], ["--host", "127.0.0.1"]];
    for (const flags of quiet) {
      await using server = await startServer({ command: NAMED, flags });
      using owner = await server.owner();
      const { findings } = (await answerOf(await owner.get("/api/doctor"))).body;
      const found = findings.find(({ check }: { check: string }) => check === "local_name");
      assert.deepEqual([found.state, found.said], ["unknown", "aucun n'est annoncé"], flags.join(" "));
    }
    await using server = await startServer({ command: NAMED });
    await said(server, named(""));
    assert.ok(neighbour.heard.every(({ data }) => data !== "127.0.0.1"));
  });
}
