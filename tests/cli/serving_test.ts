/** A server that is to begin anew: it comes to rest first, or nothing is put in place; a stop for good goes before it. */
import assert from "node:assert/strict";
import { Claim } from "../../server/cli/claim.ts";
import { Serving, type ServingOptions } from "../../server/cli/serving.ts";
import { DataFolder } from "../../server/database/files/folder.ts";
import type { Listener } from "../../server/http/listener.ts";
import type { NetworkServer } from "../../server/network_server.ts";
import type { RestoreTried } from "../../server/restoring/restore_tried.ts";
import { LIMITS } from "../../shared/limits.ts";

type Anew = Parameters<ServingOptions["make"]>[0]["anew"];

const TRIED: RestoreTried = { at: "2026-01-05T09:00:00.000Z", file: "copie.db", failed: null, kept: null, sure: true };

/** All timers run that many times as fast, in the same order. */
function hurried(times: number): Disposable {
  const real = globalThis.setTimeout;
  globalThis.setTimeout = ((run: () => void, ms = 0) => real(run, ms / times)) as typeof setTimeout;
  return { [Symbol.dispose]: () => globalThis.setTimeout = real };
}

/** Serves on a folder of its own; `stop` is how the server in it comes to rest. */
async function served(stop: () => Promise<void>) {
  const folder = new DataFolder(await Deno.makeTempDir({ prefix: "comptoir-test-" }));
  const told: string[] = [];
  const listener = { port: 1, stop: () => Promise.resolve() } as unknown as Listener;
  let anew: Anew | undefined;
  const serving = await Serving.begin(listener, {
    claim: await Claim.take(folder),
    lastResort: { end: (reason) => told.push(reason), replace: (reason) => told.push(reason) },
    listen: () => listener,
    make: (beginning) => {
      anew = beginning.anew;
      return Promise.resolve({ parts: { shop: {} }, options: { listener }, stop } as unknown as NetworkServer);
    },
  });
  return { serving, folder, told, anew: anew! };
}

Deno.test("a restore that is ready while the server stops takes nothing apart once more, and puts nothing in place", async () => {
  let stops = 0;
  const done: string[] = [];
  const { promise: rest, resolve: comeToRest } = Promise.withResolvers<void>();
  const { serving, folder, told, anew } = await served(() => {
    stops += 1;
    return rest;
  });
  const stopped = serving.stop();
  while (stops === 0) await new Promise((resolve) => setTimeout(resolve, 1));
  anew(() => {
    done.push("put in place");
    return Promise.resolve(TRIED);
  });
  // As long as an anew that goes ahead would need to come to the same rest.
  for (let turns = 0; turns < 50; turns++) await new Promise((resolve) => setTimeout(resolve, 1));
  comeToRest();
  await stopped;
  await new Promise((resolve) => setTimeout(resolve, 1));
  assert.deepEqual([stops, done, told], [1, [], []]);
  assert.equal(serving.server, null);
  await Deno.remove(folder.path, { recursive: true });
});

Deno.test("a server that is long in coming to rest is waited for, and what was made ready is put in place", async () => {
  // No faster: what is left before it is given up is real time, also on a machine that stands still for a while.
  using _ = hurried(20);
  const { promise: put, resolve: putInPlace } = Promise.withResolvers<void>();
  const { serving, folder, told, anew } = await served(() =>
    new Promise((resolve) => setTimeout(resolve, LIMITS.stopMs + LIMITS.lastCallsMs))
  );
  anew(() => {
    putInPlace();
    return Promise.resolve(TRIED);
  });
  await put;
  await serving.stop();
  assert.deepEqual(told, []);
  await Deno.remove(folder.path, { recursive: true });
});

Deno.test("one that does not come to rest is replaced with nothing put in place, and why is told", async () => {
  for (
    const [stop, why] of [
      [
        () => Promise.reject(new Error("the journal's head cannot be written")),
        /rest \(the journal's head cannot be written\), so no copy/,
      ],
      [() => new Promise<void>(() => {}), /rest within 18 s, so no copy/],
    ] as const
  ) {
    using _ = hurried(100);
    const { folder, told, anew } = await served(stop);
    anew(() => assert.fail("put in place"));
    while (told.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    assert.match(told.join(), why);
    await Deno.remove(folder.path, { recursive: true });
  }
});
