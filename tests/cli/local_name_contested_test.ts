/** A name on the local network that two want: who was there first has it, the other the next; only who may say so is believed. */
import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { join } from "node:path";
import { LocalName, type Standing } from "../../server/network/local_name.ts";
import { eventually } from "../support/feed.ts";
import { ELSEWHERE, LATER, NAMED, named, said, under } from "../support/named_server.ts";
import { Neighbour } from "../support/neighbour.ts";
import { ADDRESS, ip, isInside, onOwnNetwork, runInside } from "../support/own_network.ts";
import { answerOf, startServer } from "../support/server.ts";

if (isInside) inside();
else Deno.test("a name that two want, in a network of its own", await onOwnNetwork(), () => runInside(import.meta.url));

function inside(): void {
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
}
