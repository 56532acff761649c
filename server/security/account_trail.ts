/** Whether the accounts are as the journal says that they were made and changed: SQL by another program's hand leaves no record. */
import type { DatabaseSync } from "node:sqlite";
import { JOURNAL_SEALED, sealedThrough } from "../database/journal/seals.ts";

export interface Account {
  readonly id: number;
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

/** How accounts stood after a record, as the journal says. */
export function accountsAfter(db: DatabaseSync, seq: number): Account[] {
  return [...recordedAccounts(db, seq).values()];
}

/** From where the newest sealed file ends, on with what stands in the database itself: what lies there of before that no walk looks at. */
function recordedAccounts(db: DatabaseSync, upTo = Number.MAX_SAFE_INTEGER): Map<number, Account> {
  const through = sealedThrough(db);
  const sealed = db.prepare(
    `SELECT content -> '$.detail.accounts' AS accounts FROM _journal WHERE kind = '${JOURNAL_SEALED}' AND kind <> 'write' AND seq > ?
     ORDER BY seq DESC LIMIT 1`,
  ).get(through) as { accounts: string } | undefined;
  const before = sealed === undefined ? [] : JSON.parse(sealed.accounts) as Account[];
  const accounts = new Map(before.map((account) => [account.id, account]));
  const records = db.prepare(
    `SELECT kind, content ->> '$.detail.user_id' AS id, content ->> '$.detail.username' AS username,
       content ->> '$.detail.role' AS role, content ->> '$.detail.to.role' AS new_role, content ->> '$.detail.to.active' AS active
     FROM _journal WHERE kind IN ('set_up', 'user_added', 'user_changed') AND seq > ? AND seq <= ? ORDER BY seq`,
  );
  for (const row of records.iterate(through, upTo)) {
    const { kind, id, username, role, new_role, active } = row as Record<string, string | number>;
    const account = kind === "user_changed" ? { role: new_role, active: active === 1 } : { role, active: true };
    accounts.set(Number(id), { id: Number(id), username: username as string, ...account } as Account);
  }
  return accounts;
}
