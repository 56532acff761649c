/** A till at rest asks who is there, and not while somebody must see an answer or nobody could come back. */
import assert from "node:assert/strict";
import { signal } from "@preact/signals";
import { Device } from "../../client/network/device.ts";
import { MemoryStorage } from "../../client/network/memory_storage.ts";
import type { NetworkClient } from "../../client/network/network_client.ts";
import type { ClientState } from "../../client/network/client_state.ts";
import type { Marks } from "../../client/shell/store/marks.ts";
import { Turns } from "../../client/shell/store/turns.ts";

Deno.test("a till at rest asks who is there after the owner's minutes: not before, not offline, not amid an answer, not elsewhere", () => {
  for (const bound of [true, false]) {
    let now = 0;
    let timer: { at: number; run: () => void } | null = null;
    const after = (ms: number, run: () => void) => {
      const own = timer = { at: now + ms, run };
      return () => void (timer === own && (timer = null));
    };
    const wait = (ms: number) => {
      for (now += ms; timer !== null && timer.at <= now;) {
        const { run } = timer;
        timer = null;
        run();
      }
    };
    const platform = { storage: new MemoryStorage(), randomBytes: (length: number) => new Uint8Array(length), after };
    const device = new Device(platform);
    device.key();
    if (bound) device.bound("C1");
    const state = { phase: "ready", user: { id: 1, username: "n", name: "n", role: "vendeur" } } as unknown as ClientState;
    let told: (state: ClientState) => void = () => {};
    let signedOut = 0;
    const client = {
      platform,
      state,
      onState: (listener: typeof told) => (told = listener, () => {}),
      request: () => Promise.resolve(null),
      signOut: () => signedOut++,
    };
    const marks = signal({ pinTills: ["C1"], lockMinutes: 2, lockAfterTicket: false } as unknown as Marks);
    let settling = false;
    const turns = new Turns(client as unknown as NetworkClient, () => marks.value);
    turns.start(() => settling);
    told(state);
    assert.equal(turns.on.value, bound);
    wait(119_000);
    turns.touched();
    wait(119_000);
    assert.equal(signedOut, 0);
    settling = true;
    wait(60_000);
    settling = false;
    Object.assign(client, { state: { ...state, phase: "offline" } });
    wait(60_000);
    assert.equal(signedOut, 0);
    Object.assign(client, { state });
    wait(10_000);
    assert.equal(signedOut, bound ? 1 : 0);
    turns.stop();
  }
});
