/** Whether the accounts are as the journal says that they were made and changed: SQL by another program's hand leaves no record. */
import type { DatabaseSync } from "node:sqlite";

interface Account {
  readonly username: string;
  readonly role: string;
  readonly active: boolean;
}

/** What is not as it was recorded, of a journal that is whole; null when all is. */
export function alteredAccount(db: DatabaseSync): string | null {
  const recorded = recordedAccounts(db);
  const rows = db.prepare("SELECT id, username, role, active FROM _users ORDER BY id").all() as unknown as {
    id: number;
    username: string;
    role: string;
    active: number;
  }[];
  for (const { id, username, role, active } of rows) {
    const known = recorded.get(id);
    if (known === undefined || known.username !== username) return `the account '${username}' was never made by Comptoir`;
    if (known.role !== role) return `the account '${username}' is ${role}, and its journal says ${known.role}`;
    if (known.active !== (active === 1)) {
      return `the account '${username}' was ${known.active ? "shut" : "opened"} without a record`;
    }
    recorded.delete(id);
  }
  const [gone] = recorded.values();
  return gone === undefined ? null : `the account '${gone.username}' was taken away`;
}

function recordedAccounts(db: DatabaseSync): Map<number, Account> {
  const accounts = new Map<number, Account>();
  const records = db.prepare(
    `SELECT kind, content ->> '$.detail.user_id' AS id, content ->> '$.detail.username' AS username,
       content ->> '$.detail.role' AS role, content ->> '$.detail.to.role' AS new_role, content ->> '$.detail.to.active' AS active
     FROM _journal WHERE kind IN ('set_up', 'user_added', 'user_changed') ORDER BY seq`,
  );
  for (const row of records.iterate()) {
    const { kind, id, username, role, new_role, active } = row as Record<string, string | number>;
    const account = kind === "user_changed" ? { role: new_role, active: active === 1 } : { role, active: true };
    accounts.set(Number(id), { username: username as string, ...account } as Account);
  }
  return accounts;
}
