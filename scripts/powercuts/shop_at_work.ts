/** The shop on a disk whose power goes: opened, sold in, and found whole when the power is back. */
import { type Person, startServer, type TestServer } from "../../tests/support/server.ts";
import { cash, PAIN, sold } from "../../tests/support/shop.ts";
import { whole } from "./checks.ts";
import type { Disk } from "./disk.ts";
import type { Folder } from "./folders.ts";

/** Nothing that is slowed down is under test. */
export const AS_BEFORE = ["--rate-limit", "0"];

export interface Opened {
  readonly server: TestServer;
  readonly owner: Person;
  readonly cashier: Person;
}

/** The shop at work on this disk, with the people of its folder. */
export async function started(disk: Disk, folder: Folder): Promise<Opened> {
  disk.fill(folder.path);
  return await opened(disk, folder);
}

async function opened(disk: Disk, { tokens }: Folder): Promise<Opened> {
  const server = await startServer({ dir: disk.folder, flags: AS_BEFORE });
  const [owner, cashier] = [server.at("127.0.0.1"), server.at("127.0.0.2")];
  owner.token = tokens.owner;
  cashier.token = tokens.cashier;
  return { server, owner, cashier };
}

/** It starts again by itself, all that was acknowledged is whole, and the same can be done once more. */
export async function goesOn(
  disk: Disk,
  folder: Folder,
  tickets: ReadonlyMap<string, number>,
  again: (shop: Opened) => Promise<readonly string[]>,
): Promise<string[]> {
  const shop = await opened(disk, folder);
  const found = [...await whole(disk.folder, shop.owner, tickets), ...await again(shop)];
  found.push(...await whole(disk.folder, shop.owner, tickets));
  await shop.server.stop();
  shop.owner.client.close();
  shop.cashier.client.close();
  return found;
}

export async function sellOn(cashier: Person, tickets: Map<string, number>): Promise<void> {
  try {
    for (;;) {
      const { numero, total_ttc } = await sold(cashier, [PAIN], [cash(120)]);
      tickets.set(numero, total_ttc);
    }
  } catch {
    cashier.client.close(); // the power is gone
  }
}

export function reset(tickets: Map<string, number>, { sold }: Folder): void {
  tickets.clear();
  for (const [numero, total] of sold) tickets.set(numero, total);
}

export function sum(tickets: ReadonlyMap<string, number>): number {
  return [...tickets.values()].reduce((total, one) => total + one, 0);
}

export function acknowledged(work: Promise<boolean>): Promise<boolean> {
  return work.catch(() => false);
}

export async function appears(path: string): Promise<void> {
  for (;;) {
    try {
      await Deno.lstat(path);
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }
}
