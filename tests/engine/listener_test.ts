/** The port beside the first: free at every address that is listened on, and begun anew as often as it is asked for. */
import assert from "node:assert/strict";
import { DataFolder } from "../../server/database/files/folder.ts";
import { Listener } from "../../server/http/listener.ts";
import { Certificates } from "../../server/security/certificates.ts";
import { LIMITS } from "../../shared/limits.ts";
import { eventually } from "../support/feed.ts";
import { trusting } from "../support/own_https.ts";

Deno.test("a port that another program has on ::1 alone is none that HTTPS can have", async () => {
  const other = onSix();
  if (other === null) return; // a machine without IPv6
  const listener = Listener.open({ host: "0.0.0.0", port: 0, tls: null });
  try {
    assert.throws(() => listener.requireFree(other.addr.port), Deno.errors.AddrInUse);
  } finally {
    other.close();
    await listener.stop();
  }
});

function onSix(): Deno.TcpListener | null {
  try {
    return Deno.listen({ hostname: "::1", port: 0 });
  } catch {
    return null;
  }
}

Deno.test("shown two certificates at once, a port is begun anew, and nothing waits for it any more", async () => {
  const dir = await Deno.makeTempDir({ prefix: "comptoir-listener-" });
  const certificates = new Certificates(new DataFolder(dir));
  const pair = await certificates.found(["localhost", "127.0.0.1"], Date.now());
  const listener = Listener.open({ host: "127.0.0.1", port: 0, tls: null });
  listener.answer(() => Response.json({ status: "ok" }), () => new Response(null, { status: 500 }));
  const { setTimeout } = globalThis;
  let waiting = 0;
  try {
    listener.openSecure(0, pair);
    using till = trusting([await Deno.readTextFile(certificates.authorityFile)], listener.securePort!, "127.0.0.2");
    globalThis.setTimeout = ((act: () => void, ms: number) => {
      if (ms !== LIMITS.portRetryMs) return setTimeout(act, ms);
      waiting += 1;
      return setTimeout(() => {
        act();
        waiting -= 1;
      }, ms);
    }) as typeof globalThis.setTimeout;
    listener.certify(pair);
    listener.certify(pair);
    assert.ok(waiting > 0, "the premise: the port is not free at once");
    await eventually(() => waiting === 0, "nothing waits");
    assert.equal((await till.get("/")).body.status, "ok");
  } finally {
    globalThis.setTimeout = setTimeout;
    await listener.stop();
    await Deno.remove(dir, { recursive: true });
  }
});
