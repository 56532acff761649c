/** What a device shows first, chosen in two of its tabs. */
import assert from "node:assert/strict";
import { OwnFavourites } from "../../client/catalogue/own_favourites.ts";
import { MemoryStorage } from "../../client/network/memory_storage.ts";

Deno.test("what one tab let go does not come back with what another one chooses", () => {
  const storage = new MemoryStorage();
  const here = new OwnFavourites(storage);
  here.toggle(1);
  const there = new OwnFavourites(storage);
  assert.deepEqual(there.ids.value, [1]);
  there.toggle(1);
  here.toggle(2);
  assert.deepEqual(here.ids.value, [2]);
  assert.deepEqual(new OwnFavourites(storage).ids.value, [2]);
});
