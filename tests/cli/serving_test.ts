/** A server that is to begin anew while it is stopped for good: the stop goes first, whatever was made ready. */
import assert from "node:assert/strict";
import { Claim } from "../../server/cli/claim.ts";
import { Serving, type ServingOptions } from "../../server/cli/serving.ts";
import { DataFolder } from "../../server/database/files/folder.ts";
import type { Listener } from "../../server/http/listener.ts";
import type { NetworkServer } from "../../server/network_server.ts";
import type { RestoreTried } from "../../server/restoring/restore_tried.ts";

type Anew = Parameters<ServingOptions["make"]>[0]["anew"];

const TRIED: RestoreTried = { at: "2026-01-05T09:00:00.000Z", file: "copie.db", failed: null, kept: null, sure: true };

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
