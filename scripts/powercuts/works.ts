/** The five works in the midst of which the power is cut: how each is begun, and what must hold of it afterwards. */
import { join } from "node:path";
import { verifyArchive } from "../../client/verifier/verify.ts";
import { run } from "../../tests/support/command_line.ts";
import { copySync } from "../../tests/support/copied.ts";
import { answerOf, PASSWORD, type Person, startServer } from "../../tests/support/server.ts";
import { cash, close, closeTill, ok, openTill, PAIN, sold } from "../../tests/support/shop.ts";
import { closingsOf, copies, migrationsIn, ticketsIn, whole } from "./checks.ts";
import type { Disk } from "./disk.ts";
import { type Folders, LOCKS } from "./folders.ts";
import { acknowledged, appears, AS_BEFORE, goesOn, reset, sellOn, started, sum } from "./shop_at_work.ts";

/** What is under way on a disk. */
export interface Act {
  /** From here on its moments count. */
  readonly begun: Promise<unknown>;
  /** Whether somebody was told that it is done; false once the power is gone. */
  readonly ended: Promise<boolean>;
}

export interface Work {
  readonly name: string;
  /** Lays out the folder, and begins. */
  begin(disk: Disk): Promise<Act>;
  /** When the power is back; `told` says whether somebody was told that it is done. */
  check(disk: Disk, told: boolean): Promise<After>;
}

export interface After {
  /** What does not hold. */
  readonly found: readonly string[];
  /** Whether the work was found to be done, or all as before. */
  readonly done: boolean;
}

const WORKS: Readonly<Record<string, (folders: Folders) => Omit<Work, "name">>> = {
  backup,
  migration,
  restore,
  closing,
  archive,
};

export const NAMES: readonly string[] = Object.keys(WORKS);

export function worksOn(folders: Folders, names: readonly string[]): readonly Work[] {
  return names.map((name) => ({ name, ...WORKS[name]!(folders) }));
}

/** Somebody sells all the while, and notes what is acknowledged. */
function backup({ open }: Folders): Omit<Work, "name"> {
  const tickets = new Map<string, number>();
  let name = "";
  return {
    async begin(disk) {
      reset(tickets, open);
      const { owner, cashier } = await started(disk, open);
      void sellOn(cashier, tickets);
      const made = acknowledged(
        owner.post("/api/backups", {}).then(answerOf).then((answer) => {
          name = answer.body.name;
          return answer.status === 201;
        }),
      );
      return { begun: Promise.resolve(), ended: made };
    },
    async check(disk, told) {
      const found = await copies(disk.folder);
      const there = [...Deno.readDirSync(join(disk.folder, "backups"))].map(({ name }) => name);
      if (told && !there.includes(name)) found.push(`the copy ${name}, which was told to be there, is not`);
      found.push(
        ...await goesOn(disk, open, tickets, async ({ owner }) => {
          const { status, body } = await answerOf(await owner.post("/api/backups", {}));
          return status === 201 ? [] : [`no copy can be made any more: ${JSON.stringify(body)}`];
        }),
      );
      return { found, done: there.some((name) => name.endsWith(".db")) };
    },
  };
}

function migration({ former }: Folders): Omit<Work, "name"> {
  const before = join(former, "comptoir.db");
  const [tickets, applied] = [ticketsIn(before), migrationsIn(before)];
  return {
    begin(disk) {
      disk.fill(former);
      const starting = startServer({ dir: disk.folder, flags: AS_BEFORE });
      return Promise.resolve({ begun: appears(join(disk.folder, "backups")), ended: acknowledged(starting.then(() => true)) });
    },
    async check(disk) {
      const found = await copies(disk.folder);
      // Looked at elsewhere: whoever opens it mends it.
      const seen = await Deno.makeTempDir({ prefix: "comptoir-powercut-" });
      copySync(disk.folder, join(seen, "data"), LOCKS);
      const half = migrationsIn(join(seen, "data", "comptoir.db"));
      await Deno.remove(seen, { recursive: true });
      const server = await startServer({ dir: disk.folder, flags: AS_BEFORE });
      using owner = server.at("127.0.0.1");
      await owner.signIn("patron", PASSWORD);
      found.push(...await whole(disk.folder, owner, new Map()));
      const all = migrationsIn(join(disk.folder, "comptoir.db"));
      await server.stop();
      if (half !== applied && half !== all) found.push(`${half} migrations of ${applied} or ${all} were there`);
      const now = ticketsIn(join(disk.folder, "comptoir.db"));
      if (now !== tickets) found.push(`${now} tickets of ${tickets}`);
      return { found, done: half === all };
    },
  };
}

function restore({ open, copy, copied }: Folders): Omit<Work, "name"> {
  return {
    begin(disk) {
      disk.fill(open.path);
      const restoring = run(["restore", copy, "--data", disk.folder]);
      return Promise.resolve({
        begun: appears(join(disk.folder, "replacement.part")),
        ended: acknowledged(restoring.then(({ code }) => code === 0)),
      });
    },
    async check(disk, told) {
      const server = await startServer({ dir: disk.folder, flags: AS_BEFORE });
      using owner = server.at("127.0.0.1");
      using cashier = server.at("127.0.0.2");
      await owner.signIn("patron", PASSWORD);
      await cashier.signIn("chloe", PASSWORD);
      const tickets = ticketsIn(join(disk.folder, "comptoir.db"));
      const isCopy = tickets === copied;
      const found = isCopy || tickets === open.sold.size && !told
        ? []
        : [`${tickets} tickets of ${open.sold.size} or ${copied}, told ${told}`];
      found.push(...await whole(disk.folder, owner, new Map([...open.sold].slice(0, tickets))));
      // No number that was printed comes twice.
      const { numero } = await sold(cashier, [PAIN], [cash(120)]);
      const next = `C1-${String(open.sold.size + 1).padStart(6, "0")}`;
      if (numero !== next) found.push(`the next ticket is ${numero}, not ${next}`);
      await server.stop();
      found.push(...await copies(disk.folder));
      return { found, done: isCopy };
    },
  };
}

function closing({ open }: Folders): Omit<Work, "name"> {
  const tickets = new Map<string, number>();
  return {
    async begin(disk) {
      reset(tickets, open);
      const { owner, cashier } = await started(disk, open);
      const ended = acknowledged((async () => {
        ok(await closeTill(cashier, sum(tickets)));
        return (await close(owner, "jour", open.day)).status === 200;
      })());
      return { begun: Promise.resolve(), ended };
    },
    async check(disk, told) {
      let done = false;
      const found = await goesOn(disk, open, tickets, async ({ owner, cashier }) => {
        const file = join(disk.folder, "comptoir.db");
        const found = closingsOf(file, open.day);
        done = found.length > 0;
        if (told && found.length !== 1) return [`the Z that was told is there ${found.length} times`];
        if (found.length === 0) {
          const { caisses } = ok(await answerOf(await owner.get("/api/caisses")));
          if (caisses.some(({ ouverte }: { ouverte: boolean }) => ouverte)) ok(await closeTill(cashier, sum(tickets)));
          ok(await close(owner, "jour", open.day));
        }
        const [total, ...more] = closingsOf(file, open.day);
        return total === sum(tickets) && more.length === 0 ? [] : [`the Z says ${total}, the tickets ${sum(tickets)}`];
      });
      return { found, done };
    },
  };
}

function archive({ closed }: Folders): Omit<Work, "name"> {
  const made = async (owner: Person) => {
    const response = await owner.get(`/api/archives/${closed.day}`);
    const { wrong } = await verifyArchive(await response.blob(), "");
    return response.status === 200 ? wrong : [`the archive was answered ${response.status}`];
  };
  return {
    async begin(disk) {
      const { owner } = await started(disk, closed);
      return { begun: Promise.resolve(), ended: acknowledged(made(owner).then((wrong) => wrong.length === 0)) };
    },
    async check(disk, told) {
      const found = await goesOn(disk, closed, closed.sold, async ({ owner, cashier }) => {
        const wrong = await made(owner);
        ok(await openTill(cashier, 0));
        await sold(cashier, [PAIN], [cash(120)]);
        return wrong;
      });
      // It leaves nothing on the disk: done is what was told.
      return { found, done: told };
    },
  };
}
