/** What is done to a shop in the middle of its rush. Each fault leaves the server up again. */
import { join } from "node:path";
import { closeDay } from "./checks.ts";
import type { Crowd } from "./crowd.ts";
import { childrenOf } from "./processes.ts";
import { siege } from "./siege.ts";
import { ask, pause, type World } from "./world.ts";

export interface Fault {
  readonly name: string;
  /** Why it cannot be done here; null when it can. */
  readonly missing?: (world: World) => string | null;
  readonly strike: (world: World, crowd: Crowd) => Promise<unknown>;
}

/** Milliseconds in which a server must end when it is asked to. */
const STOP_MS = 10_000;
const HOUR_MS = 60 * 60 * 1000;
const MONTH_MS = 30 * 24 * HOUR_MS;
/** Milliseconds for which a fault that lasts goes on. */
const LASTING_MS = 4_000;

export const FAULTS: readonly Fault[] = [
  {
    name: "kill -9 of the server",
    strike: async (world) => {
      const children = childrenOf(world.server.process.pid);
      await world.server.kill();
      world.server = await world.server.restart();
      await ended(children);
    },
  },
  {
    name: "kill -9 of the server, and again while it starts",
    strike: async (world) => {
      for (let time = 0; time < 3; time++) {
        await world.server.kill();
        world.server = await world.server.restart();
        await pause(world.random.between(0, 300));
      }
    },
  },
  {
    name: "the server is stopped and started",
    strike: async (world) => {
      const started = performance.now();
      await world.server.stop();
      const took = performance.now() - started;
      if (took > STOP_MS) throw new Error(`the server took ${Math.round(took)} ms to stop`);
      world.server = await world.server.restart();
    },
  },
  {
    name: "its processes for slow reads are killed",
    strike: async (world) => {
      await lasting(async () => {
        const asking = askSlowly(world, "SELECT count(*) AS n FROM ventes a, ventes b WHERE a.id < b.id");
        await pause(world.random.between(0, 200));
        for (const pid of childrenOf(world.server.process.pid)) kill(pid);
        await asking;
      });
    },
  },
  {
    name: "slow reads from many seats at once",
    strike: async (world) => {
      const endless = "SELECT max(a.id || b.id || c.id) AS m FROM ventes a, ventes b, ventes c";
      await lasting(() => Promise.all(Array.from({ length: 6 }, () => askSlowly(world, endless))));
    },
  },
  {
    name: "the disk is full",
    missing: ({ noDisk }) => noDisk,
    strike: async (world) => {
      const ballast = join(world.server.dir, "ballast");
      fill(ballast);
      await pause(LASTING_MS);
      Deno.removeSync(ballast);
      await healthy(world);
    },
  },
  {
    name: "the plug is pulled while the disk is full",
    missing: ({ noDisk }) => noDisk,
    strike: async (world) => {
      const ballast = join(world.server.dir, "ballast");
      fill(ballast);
      await pause(1_000);
      await world.server.kill();
      Deno.removeSync(ballast);
      world.server = await world.server.restart();
      await healthy(world);
    },
  },
  {
    name: "a backup is put back",
    strike: async (world, crowd) => {
      const file = join(await Deno.makeTempDir({ prefix: "comptoir-backup-" }), "copy.db");
      const held = world.ledger.snapshot();
      await world.command("backup", file);
      await pause(2_000);
      await crowd.stop();
      await world.server.stop();
      await world.command("restore", file);
      world.server = await world.server.restart();
      world.ledger.rollBack(held);
      await world.signIn();
      await Deno.remove(join(file, ".."), { recursive: true });
      crowd.start();
    },
  },
  {
    name: "the clock is a month ahead for a while",
    strike: async ({ server: { clock } }) => {
      const before = Date.now();
      clock.put(new Date(before + MONTH_MS).toISOString());
      await pause(LASTING_MS);
      clock.put(new Date(before + LASTING_MS).toISOString());
    },
  },
  {
    name: "the clock is put back by an hour",
    strike: async ({ server: { clock } }) => {
      const before = Date.now();
      clock.put(new Date(before - HOUR_MS).toISOString());
      await pause(LASTING_MS);
      clock.put(new Date(before + LASTING_MS).toISOString());
    },
  },
  {
    name: "a day is closed under a clock that is a month ahead, and the shop sells on when it is right again",
    strike: async (world, crowd) => {
      const { clock } = world.server;
      await crowd.stop();
      const before = Date.now();
      clock.put(new Date(before + MONTH_MS).toISOString());
      const found = await closeDay(world, true);
      clock.put(new Date(before).toISOString());
      if (found.length > 0) throw new Error(found.join("; "));
      const printed = world.ledger.printed.size;
      await world.openTills();
      crowd.start();
      await pause(LASTING_MS);
      if (world.ledger.printed.size === printed) throw new Error("nothing was paid when the clock was right again");
    },
  },
  { name: "hostile tills", strike: (world) => siege(world, 40, LASTING_MS * 2) },
];

/** Asks something that is ended at its limit, or whose process is killed: busy or too long, never a bug. */
async function askSlowly(world: World, query: string): Promise<void> {
  const { person } = world.random.pick(world.seats);
  try {
    const { status, body } = await ask(person, "/api/query", { type: "select", query, params: [] });
    world.tally.answered("a slow select", status, body?.code);
  } catch {
    world.tally.lost += 1;
  }
}

async function lasting(step: () => Promise<unknown>): Promise<void> {
  const until = performance.now() + LASTING_MS;
  while (performance.now() < until) await step();
}

function fill(path: string): void {
  const file = Deno.openSync(path, { write: true, create: true });
  const block = new Uint8Array(1024 * 1024);
  try {
    for (;;) file.writeSync(block);
  } catch {
    // It is full: that was wanted.
  } finally {
    file.close();
  }
}

/** Waits until the server says that it reads and writes again. */
async function healthy(world: World): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const response = await fetch(`${world.server.url}/api/health`).catch(() => null);
    await response?.body?.cancel();
    if (response?.status === 200) return;
    await pause(200);
  }
  throw new Error("the server did not come to itself within 20 s");
}

function kill(pid: number): void {
  try {
    Deno.kill(pid, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
}

/** A process of ours outlives the server by 5 s at most. */
async function ended(pids: readonly number[]): Promise<void> {
  await pause(5_000);
  for (const pid of pids) {
    const command = await Deno.readTextFile(`/proc/${pid}/cmdline`).catch(() => "");
    if (command !== "") throw new Error(`the process ${pid} outlived the server by 5 s`);
  }
}
