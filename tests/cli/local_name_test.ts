/** `comptoir.local` on the local network: real questions over multicast, in a network that the tests have for themselves. */
import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { createSocket } from "node:dgram";
import { request } from "node:http";
import { join, resolve } from "node:path";
import { LocalName, type Standing } from "../../server/network/local_name.ts";
import { Voice } from "../../server/network/voice.ts";
import { eventually } from "../support/feed.ts";
import { askedOnce, Neighbour } from "../support/neighbour.ts";
import { ADDRESS, ip, isInside, onOwnNetwork, runInside } from "../support/own_network.ts";
import { answerOf, CHECKOUT, type Command, startServer, type TestServer } from "../support/server.ts";

/** Another PC's. */
const ELSEWHERE = "192.168.7.9";
/** One of this PC that is there only later. */
const LATER = "192.168.9.9";
/** The one file, where one is to be tried instead of this checkout. */
const EXECUTABLE = Deno.env.get("COMPTOIR_EXECUTABLE");
/** As a shop starts it: the tests' own servers announce nothing. */
const NAMED: Command = ["env", "-u", "COMPTOIR_NO_MDNS", ...EXECUTABLE === undefined ? CHECKOUT : [resolve(EXECUTABLE)]];

if (isInside) inside();
else Deno.test("the name on the local network, in a network of its own", await onOwnNetwork(), () => runInside(import.meta.url));

const said = (server: TestServer, text: RegExp) => eventually(() => text.test(server.log), `${text} in ${server.log}`);
const named = (number: string) => new RegExp(`Name on the network: http://comptoir${number}\\.local:\\d+`);

/** The status that health has under a name. */
function under(server: TestServer, name: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const options = { port: server.port, path: "/api/health", headers: { host: `${name}:${server.port}` } };
    request(options, (response) => (response.resume(), resolve(response.statusCode!))).on("error", reject).end();
  });
}

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

  Deno.test("another PC's name is left to it: the next one is taken, let in, and stands in the certificate", async () => {
    await using other = await Neighbour.at(ADDRESS);
    other.claim("comptoir.local", ELSEWHERE);
    await using server = await startServer({ command: NAMED, flags: ["--tls-port", "0"] });
    await said(server, named("-2"));
    assert.equal(await other.ask("comptoir-2.local", "A"), ADDRESS);
    assert.equal(await under(server, "comptoir-2.local"), 200);
    assert.equal(await under(server, "comptoir-3.local"), 403);
    using owner = await server.owner();
    assert.equal((await answerOf(await owner.post("/api/network/https", {}))).status, 201);
    const certificate = new X509Certificate(await Deno.readTextFile(join(server.dir, "tls", "server.pem")));
    assert.match(certificate.subjectAltName!, /DNS:comptoir-2\.local/);
  });

  Deno.test("a name that is taken while HTTPS is spoken stands in the certificate at once", async () => {
    await using server = await startServer({ command: NAMED, flags: ["--tls-port", "0"] });
    await said(server, named(""));
    using owner = await server.owner();
    assert.equal((await answerOf(await owner.post("/api/network/https", {}))).status, 201);
    await using other = await Neighbour.at(ADDRESS);
    other.claim("comptoir.local", ELSEWHERE);
    await said(server, named("-2"));
    const covered = () => new X509Certificate(Deno.readTextFileSync(join(server.dir, "tls", "server.pem"))).subjectAltName!;
    await eventually(() => covered().includes("DNS:comptoir-2.local"), `in ${covered()}`);
  });

  Deno.test("who opened it by its name is let in while the name is asked for anew", async () => {
    await using server = await startServer({ command: NAMED });
    await using other = await Neighbour.at(ADDRESS);
    other.claim("comptoir.local", ELSEWHERE);
    await said(server, named("-2"));
    const met: Promise<number>[] = [];
    other.onProbe("comptoir-2.local", () => met.push(under(server, "comptoir-2.local")));
    other.heard = [];
    other.say([{ name: "comptoir-2.local", type: "A", ttl: 120, flush: true, data: ELSEWHERE }]);
    const again = () => other.heard.some(({ name, data }) => name === "comptoir-2.local" && data === ADDRESS);
    await eventually(() => met.length > 0 && again(), "it has its name again");
    const statuses = await Promise.all(met);
    assert.deepEqual(statuses, statuses.map(() => 200));
  });

  Deno.test("who was there first keeps the name, also when the networks of both are joined later", async () => {
    await using server = await startServer({ command: NAMED });
    await said(server, named(""));
    await using other = await Neighbour.at(ADDRESS);
    other.claim("comptoir.local", ELSEWHERE);
    await said(server, named("-2"));
    assert.equal(await under(server, "comptoir-2.local"), 200);
  });

  Deno.test("of two that start at the same moment one gets the name, and the other the next", async () => {
    const names = ["192.168.7.21", "192.168.7.22"].map((address) => {
      ip("addr", "add", `${address}/24`, "dev", "lo");
      return new LocalName(() => [address], () => {});
    });
    for (const name of names) name.start();
    await eventually(() => names.every(({ name }) => name !== null), "both have one");
    await eventually(
      () => names.map(({ name }) => name).sort().join() === "comptoir-2.local,comptoir.local",
      "one each",
    );
    for (const name of names) await name.stop();
    for (const address of ["192.168.7.21", "192.168.7.22"]) ip("addr", "del", `${address}/24`, "dev", "lo");
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

  Deno.test("where somebody has the name at an address that joins, the next one is taken at all of them", async () => {
    const told: Standing[] = [];
    const name = new LocalName(() => [ADDRESS, LATER], (standing) => told.push(standing));
    name.start();
    await eventually(() => name.name !== null, "the name");
    await using other = await Neighbour.at(ADDRESS);
    const theirs = [{ name: "comptoir.local", type: "A", ttl: 120, flush: true, data: ELSEWHERE }];
    // Silent until then.
    other.onProbe("comptoir.local", () => other.say(theirs));
    ip("addr", "add", `${LATER}/24`, "dev", "lo");
    await eventually(() => name.name === "comptoir-2.local", `the next one in ${JSON.stringify(told)}`);
    await name.stop();
    ip("addr", "del", `${LATER}/24`, "dev", "lo");
    assert.deepEqual(told.map(({ name, addresses }) => [name, addresses]), [
      ["comptoir.local", [ADDRESS]],
      ["comptoir-2.local", [ADDRESS, LATER]],
    ]);
  });

  Deno.test("who says from another port, or from beyond the local network, that the name is theirs is not believed", async () => {
    const own = new LocalName(() => [ADDRESS], () => {});
    own.start();
    await eventually(() => own.name !== null, "the name");
    await using neighbour = await Neighbour.at(ADDRESS);
    let probes = 0;
    neighbour.onProbe("comptoir.local", () => probes += 1);
    const mine = [{ name: "comptoir.local", type: "A", ttl: 120, flush: true, data: ELSEWHERE }];
    ip("addr", "add", "203.0.113.5/24", "dev", "lo");
    {
      await using aside = Neighbour.aside(ADDRESS);
      await using afar = await Neighbour.at("203.0.113.5");
      for (const other of [aside, afar]) {
        neighbour.heard = [];
        await eventually(() => {
          other.say(mine);
          return neighbour.heard.some(({ data }) => data === ELSEWHERE);
        }, "it is said");
        // Heard after what was said: who had believed it would have asked again before it answers.
        await eventually(async () => {
          await neighbour.ask("comptoir.local", "A");
          return neighbour.heard.some(({ data }) => data === ADDRESS);
        }, "it is answered");
        assert.equal(probes, 0);
      }
    }
    ip("addr", "del", "203.0.113.5/24", "dev", "lo");
    await own.stop();
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
