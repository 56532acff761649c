/** `comptoir user …` */
import type { Account } from "../security/accounts.ts";
import type { DatabaseSync } from "node:sqlite";
import { act } from "./actions.ts";
import { dataFolder, existingFolder, passwordFromStdin } from "./console.ts";
import { performLooking } from "./lock.ts";
import { lookedAt } from "./looked_at.ts";

interface Flags {
  readonly data?: string;
  readonly username: string;
  readonly role: string;
  readonly name?: string;
}

export async function addUser({ data, username, role, name }: Flags): Promise<number> {
  const folder = dataFolder(data);
  folder.prepare();
  const input = { username, role, password: await passwordFromStdin(), ...(name === undefined ? {} : { name }) };
  const account = await act<Account>(folder, "user_add", input);
  console.log(`${account.username} (${account.role}) added.`);
  return 0;
}

export async function listUsers({ data }: Flags): Promise<number> {
  const folder = existingFolder(data);
  const accounts = await performLooking<Account[]>(folder, "user_list", {}, () => lookedAt(folder.database, accountsIn));
  for (const { id, username, role, name, active } of accounts) {
    console.log([id, username, role, name, active ? "active" : "disabled"].join("\t"));
  }
  return 0;
}

export async function changePassword({ data, username }: Flags): Promise<number> {
  await act(existingFolder(data), "user_passwd", { username, password: await passwordFromStdin() });
  console.log(`The password of ${username} was changed; its sessions have ended.`);
  return 0;
}

export async function disableUser({ data, username }: Flags): Promise<number> {
  await act(existingFolder(data), "user_disable", { username });
  console.log(`${username} can no longer sign in; its sessions have ended.`);
  return 0;
}

function accountsIn(db: DatabaseSync): Account[] {
  const rows = db.prepare("SELECT id, username, name, role, active FROM _users ORDER BY id").all();
  return (rows as unknown as (Account & { active: unknown })[]).map((row) => ({ ...row, active: Number(row.active) === 1 }));
}
