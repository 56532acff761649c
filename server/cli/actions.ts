/** What the command line can do to accounts and backups: by the running server, or by itself when there is none. */
import { AppError } from "../../shared/errors.ts";
import type { Role } from "../../shared/roles.ts";
import { CONSOLE } from "../database/actors.ts";
import { processClock } from "../database/clock.ts";
import type { DataFolder } from "../database/files/folder.ts";
import { type OpenShop, openShop } from "../open_shop.ts";
import { foldUsername } from "../security/account_commands.ts";
import { shop } from "../shop/application.ts";
import { Refused } from "./console.ts";
import { endProcess } from "./last_resort.ts";
import { perform } from "./lock.ts";
import { ownProcesses } from "./own_processes.ts";
import { shown } from "./progress_line.ts";
import { VERSION } from "./version.ts";
import { sentence } from "./sentence.ts";

export type Action = (input: Record<string, string>) => Promise<unknown>;

export function consoleActions(
  { accounts, backups, headOffice, sealing, longWork, database }: OpenShop,
): Readonly<Record<string, Action>> {
  const idOf = async (username: string) => {
    const account = (await accounts.list()).find((one) => foldUsername(one.username) === foldUsername(username));
    if (account === undefined) throw new Refused(`There is no account '${username}': see 'comptoir user list'.`);
    return account.id;
  };
  return {
    user_add: ({ username, role, name, password }) =>
      accounts.add({ username: username!, role: role as Role, password: password!, name }, CONSOLE),
    user_list: () => accounts.list(),
    user_passwd: async ({ username, password }) => accounts.change(await idOf(username!), { password: password! }, CONSOLE),
    user_disable: async ({ username }) => accounts.change(await idOf(username!), { active: false }, CONSOLE),
    backup: ({ file }) => backups.make(file!, CONSOLE, sentence),
    journal_seal: ({ through }) => sealing.through(Number(through), CONSOLE),
    compacted: ({ before, after }) => {
      const note = { kind: "compacted", detail: { bytes_before: Number(before), bytes_after: Number(after) } };
      return database.command("engine.note", CONSOLE, note);
    },
    work: () => Promise.resolve(longWork.underWay.now),
    head_office_join: async ({ link }) => {
      await headOffice.join(link!, CONSOLE);
      return headOffice.status;
    },
    head_office_leave: () => headOffice.leave(CONSOLE),
    head_office_status: () => Promise.resolve(headOffice.status),
  };
}

/** Runs an action: by the running server, or by itself. */
export function act<T>(folder: DataFolder, action: string, input: Record<string, string>): Promise<T> {
  return perform<T>(folder, action, input, async () => await actAlone(folder, action, input) as T);
}

async function actAlone(folder: DataFolder, action: string, input: Record<string, string>): Promise<unknown> {
  folder.requireRoom();
  const opened = await openShop({
    folder,
    application: shop,
    version: VERSION,
    clock: processClock(),
    lastResort: endProcess,
    processes: ownProcesses(folder),
    singleMachine: false,
    disk: null,
    journalBytesPerMinute: null,
  });
  try {
    return await shown(() => Promise.resolve(opened.longWork.underWay.now), consoleActions(opened)[action]!(input));
  } catch (error) {
    if (error instanceof AppError) throw new Refused(sentence(error));
    throw error;
  } finally {
    await opened.close();
  }
}
