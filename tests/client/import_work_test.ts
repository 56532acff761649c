/** What becomes of a file for import whose columns are asked for while something else is chosen. */
import assert from "node:assert/strict";
import { MemoryStorage } from "../../client/network/memory_storage.ts";
import type { NetworkClient } from "../../client/network/network_client.ts";
import { platformFor } from "../../client/network/platform.ts";
import { ImportWork } from "../../client/owner/sections/exchange/import_work.ts";
import { eventually } from "../support/feed.ts";

Deno.test("of a file and a sort that are chosen one into the other, the last of each is what is shown", async () => {
  const asked: { readonly sort: string; answer(): void }[] = [];
  const client = {
    platform: platformFor({ baseUrl: "http://nowhere", storage: new MemoryStorage() }),
    query: (_type: string, _sql: string, [sort]: readonly [string]) => {
      const { promise, resolve } = Promise.withResolvers<{ rows: [] }>();
      asked.push({ sort, answer: () => resolve({ rows: [] }) });
      return promise;
    },
  } as unknown as NetworkClient;
  const work = new ImportWork(client);
  const choose = (name: string) => work.choose(new File(["Désignation;Prix de vente\nPain;1,30\n"], name));
  const nth = (count: number) => eventually(() => Promise.resolve(asked.length >= count), `question ${count}`);

  const first = choose("a.csv");
  await nth(1);
  asked[0]!.answer();
  await first;
  // The sort asks, a file is chosen meanwhile; the sort's answer comes last.
  const sorted = work.setSort("clients");
  const second = choose("b.csv");
  await nth(3);
  asked[2]!.answer();
  await second;
  asked[1]!.answer();
  await sorted;
  assert.equal(work.file.peek()?.name, "b.csv");
  assert.equal(work.phase.peek(), null);

  // A file is being taken, the sort changes: it is taken as of that sort.
  const third = choose("c.csv");
  await nth(4);
  await work.setSort("produits");
  asked[3]!.answer();
  await nth(5);
  asked[4]!.answer();
  await third;
  assert.deepEqual([asked[4]!.sort, work.file.peek()?.name], ["produits", "c.csv"]);
  assert.deepEqual(work.file.peek()?.fields, ["libelle", "prix_ttc"]);
});
