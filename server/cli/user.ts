/** `comptoir user …` */
import type { Account } from "../security/accounts.ts";
import { act } from "./actions.ts";
import { dataFolder, existingFolder, passwordFromStdin } from "./console.ts";

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
  const accounts = await act<Account[]>(existingFolder(data), "user_list", {});
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
