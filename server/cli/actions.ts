/** What the command line can do to accounts and backups: by the running server, or by itself when there is none. */
import { AppError } from "../../shared/errors.ts";
import type { JsonValue } from "../../shared/protocol.ts";
import type { Role } from "../../shared/roles.ts";
import { processClock } from "../database/clock.ts";
import type { Backup } from "../database/files/backup.ts";
import type { DataFolder } from "../database/files/folder.ts";
import { Casualties } from "../database/workers/casualties.ts";
import { DatabaseService } from "../database/service.ts";
import { runMaintenance } from "../maintenance.ts";
import { Accounts } from "../security/accounts.ts";
import { foldUsername } from "../security/commands.ts";
import { Refusals } from "../security/refusals.ts";
import { SessionManager, systemActor } from "../security/session_manager.ts";
import { Tokens } from "../security/tokens.ts";
import { shop } from "../shop/application.ts";
import { Refused } from "./console.ts";
import { endProcess } from "./last_resort.ts";
import { lockOrServer } from "./lock.ts";
import { startPasswords } from "./passwords.ts";
import { ownProcesses } from "./own_processes.ts";
import { RunningServer } from "./running_server.ts";
import { VERSION } from "./version.ts";
import { sentence } from "./sentence.ts";

export type Action = (input: Record<string, string>) => Promise<unknown>;

export function consoleActions(
  database: DatabaseService,
  accounts: Accounts,
  folder: DataFolder,
): Readonly<Record<string, Action>> {
  const actor = { ...systemActor(), username: "console" };
  const idOf = async (username: string) => {
    const account = (await accounts.list()).find((one) => foldUsername(one.username) === foldUsername(username));
    if (account === undefined) throw new Refused(`There is no account '${username}': see 'comptoir user list'.`);
    return account.id;
  };
  return {
    user_add: ({ username, role, name, password }) =>
      accounts.add({ username: username!, role: role as Role, password: password!, name }, actor),
    user_list: () => accounts.list(),
    user_passwd: async ({ username, password }) => accounts.change(await idOf(username!), { password: password! }, actor),
    user_disable: async ({ username }) => accounts.change(await idOf(username!), { active: false }, actor),
    backup: async ({ file }) => {
      const note = (kind: string, detail: Record<string, JsonValue>) => database.command("engine.note", actor, { kind, detail });
      // It would copy what lies there now.
      if (!await database.healthy()) throw new AppError("database_unavailable");
      const task = { kind: "backup", folder: folder.path, file: file! } as const;
      const result = await runMaintenance<Backup>(task).catch(async (error: Error) => {
        // Whoever looks for yesterday's copy finds why there is none.
        await note("backup_failed", { reason: sentence(error) }).catch(() => {});
        throw error;
      });
      await note("backup", { size_bytes: result.size_bytes });
      return result;
    },
  };
}

/** Runs an action where it belongs: through the server that runs on the folder, else on the file itself. */
export async function perform<T>(folder: DataFolder, action: string, input: Record<string, string>): Promise<T> {
  const holder = await lockOrServer(folder);
  if (holder instanceof RunningServer) return await holder.ask(action, input) as T;
  try {
    return await performAlone(folder, action, input) as T;
  } finally {
    holder.release();
  }
}

async function performAlone(folder: DataFolder, action: string, input: Record<string, string>): Promise<unknown> {
  folder.requireRoom();
  const clock = processClock();
  const casualties = new Casualties(endProcess);
  const database = await DatabaseService.open({
    folder,
    application: shop,
    version: VERSION,
    startWriter: () => new Worker(new URL("../workers/writer.ts", import.meta.url), { type: "module" }),
    startReader: () => new Worker(new URL("../workers/reader.ts", import.meta.url), { type: "module" }),
    processes: ownProcesses(folder),
    clock,
    casualties,
    disk: null,
    journalBytesPerMinute: null,
  });
  const passwords = startPasswords(casualties);
  try {
    const sessions = new SessionManager(database, new Tokens(folder.key("token")), false, clock);
    const accounts = new Accounts(database, passwords, sessions, new Refusals(database), false);
    return await consoleActions(database, accounts, folder)[action]!(input);
  } catch (error) {
    if (error instanceof AppError) throw new Refused(sentence(error));
    throw error;
  } finally {
    passwords.close();
    await database.close();
  }
}
