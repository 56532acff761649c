/** What makes a device a till: its key, made once and kept; and the numbers that are typed for a paid ticket. */
import assert from "node:assert/strict";
import { parseNumber } from "../../client/caisse/store/refund.ts";
import { Device } from "../../client/network/device.ts";
import { MemoryStorage } from "../../client/network/memory_storage.ts";

const randomBytes = (length: number) => crypto.getRandomValues(new Uint8Array(length));

Deno.test("a device makes one key of 32 random bytes, and says it only for the tills that were bound to it", () => {
  const storage = new MemoryStorage();
  const device = new Device({ storage, randomBytes });
  assert.equal(device.keyFor("C1"), null);
  const key = device.key();
  assert.match(key, /^[\w-]{43}$/);
  assert.equal(new Device({ storage, randomBytes }).key(), key, "another page finds the same");
  assert.equal(device.keyFor("C1"), null);
  device.bound("C1");
  device.bound("C2");
  assert.deepEqual([device.keyFor("C1"), device.keyFor("C2"), device.keyFor("C3")], [key, key, null]);
  device.unbound("C1");
  assert.deepEqual([device.keyFor("C1"), device.keyFor("C2")], [null, key]);
  assert.notEqual(new Device({ storage: new MemoryStorage(), randomBytes }).key(), key);
});

Deno.test("a browser that keeps nothing is told so before a code is spent", () => {
  class Full extends MemoryStorage {
    override setItem(): void {
      throw new DOMException("full", "QuotaExceededError");
    }
  }
  class Forgetful extends MemoryStorage {
    override setItem(): void {}
  }
  for (const storage of [new Full(), new Forgetful()]) {
    assert.throws(() => new Device({ storage, randomBytes }).key(), { code: "no_storage" });
  }
});

Deno.test("a paid ticket's number is read as it is printed, in training as well, or as it is said at its own till", () => {
  const read = (text: string) => {
    const found = parseNumber(text, "C1");
    return found === null ? null : `${found.training ? "F " : ""}${found.till} ${found.number}`;
  };
  const readings = {
    "C1-000123": "C1 123",
    " c2 7 ": "C2 7",
    "42": "C1 42",
    "F-C1-000001": "F C1 1",
    "F-12": "F 12",
    "f c2 3": "F C2 3",
  };
  for (const [text, wanted] of Object.entries(readings)) assert.equal(read(text), wanted, text);
  for (const text of ["", "C1", "C1-", "0", "C1-12a", "-12"]) assert.equal(read(text), null, text);
});
