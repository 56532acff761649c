/** Accounts: signing in, the first owner, and changing who may do what. */
import { AppError } from "../../shared/errors.ts";
import { LIMITS } from "../../shared/limits.ts";
import type { User } from "../../shared/protocol.ts";
import { type Mode, type Role, roleAllowedIn } from "../../shared/roles.ts";
import type { Actor } from "../database/application.ts";
import type { DatabaseService } from "../database/service.ts";
import { foldUsername } from "./account_commands.ts";
import { anonymous } from "../database/actors.ts";
import { checkNewPassword, type Passwords } from "./passwords.ts";
import type { Refusals } from "./refusals.ts";
import type { Identified, Session } from "./session.ts";
import type { SessionManager } from "./session_manager.ts";
import type { SingleMachine } from "./single_machine.ts";
import { SignInThrottle, type Verdict } from "./throttle.ts";

export interface Account extends User {
  readonly active: boolean;
}
interface NewAccount {
  readonly username: string;
  readonly password: string;
  readonly role: Role;
  readonly name?: string | undefined;
}
export interface AccountChange {
  readonly name?: string | undefined;
  readonly role?: Role | undefined;
  readonly active?: boolean | undefined;
  readonly password?: string | undefined;
}
/** How an account is listed. */
export interface ListedAccount extends Account {
  readonly created_at: string;
  /** Without one nobody signs in by name: head office made it, and the owner has given none yet. */
  readonly password: boolean;
  readonly pin: boolean;
  readonly pin_locked: boolean;
}
type AccountRow = { id: number; username: string; name: string; role: Role; active: number; password_hash: string };

export class Accounts {
  readonly #throttle = new SignInThrottle();
  #setUp = false;
  failures = 0;

  constructor(
    readonly database: DatabaseService,
    readonly passwords: Passwords,
    readonly sessions: SessionManager,
    readonly refusals: Refusals,
    readonly singleMachine: SingleMachine,
  ) {}

  /** Whether there is no owner yet; once there is one there always will be. */
  async setupRequired(): Promise<boolean> {
    if (!this.#setUp) {
      const owners = await this.database.read("SELECT 1 FROM _users WHERE role = 'administrateur' LIMIT 1");
      this.#setUp = owners.length > 0;
    }
    return !this.#setUp;
  }
  /** Known without asking: null until `setupRequired` was asked, or while there is no owner. */
  get knownSetUp(): boolean {
    return this.#setUp;
  }

  /** The user whose name and password these are, allowed in this mode; every other outcome is thrown and journaled. */
  async signIn(username: string, password: string, mode: Mode, address: string): Promise<Identified> {
    const { id, name, role, password_hash, ...account } = await this.#proven(username, password, anonymous(mode, address));
    if (!roleAllowedIn(role, mode, this.singleMachine.on)) {
      const actor = { ...anonymous(mode, address), username: account.username };
      this.refusals.note("refused", actor, { code: "role_not_allowed_here", role });
      throw new AppError("role_not_allowed_here", { role });
    }
    return { user: { id, username: account.username, name, role }, passwordHash: password_hash };
  }

  /** The active account whose name and password these are; who guesses waits. */
  async #proven(username: string, password: string, actor: Actor): Promise<AccountRow> {
    const folded = foldUsername(username.trim()).slice(0, 256);
    const end = await this.#throttle.begin(folded, actor.address ?? "").catch((error: unknown) => {
      this.refusals.note("sign_in_throttled", actor, {});
      throw error;
    });
    let verdict: Verdict = "unjudged";
    try {
      const [account] = await this.database.read<AccountRow>(
        "SELECT id, username, name, role, active, password_hash FROM _users WHERE username_folded = ?",
        folded,
      );
      const same = await this.passwords.verify(password, account?.password_hash ?? null);
      verdict = same && account?.active === 1 ? "right" : "wrong";
      if (verdict === "right") return account!;
      this.failures += 1;
      // The name tried may be a password typed in the wrong field: only a known one is noted, as the account has it (what
      // was typed may hold half a character, and would break the chain's columns).
      this.refusals.note("sign_in_failed", { ...actor, username: account?.username ?? "" }, {});
      throw new AppError("invalid_credentials");
    } finally {
      await end(verdict);
    }
  }

  /** Makes the first owner. */
  async setUp(owner: Omit<NewAccount, "role">, actor: Actor): Promise<Identified> {
    if (!(await this.setupRequired())) throw new AppError("already_set_up");
    const { account: { active: _, ...user }, passwordHash } = await this.#make(
      "engine.setup",
      { ...owner, role: "administrateur" },
      actor,
    );
    this.#setUp = true;
    return { user, passwordHash };
  }

  async add(account: NewAccount, actor: Actor): Promise<Account> {
    return (await this.#make("engine.user_add", account, actor)).account;
  }

  /** Changes an account; whoever loses a right or a password loses the sessions too, but for `keep`. */
  async change(id: number, change: AccountChange, actor: Actor, keep: Session | null = null): Promise<Account> {
    const { password, ...rest } = change;
    if (password !== undefined) checkNewPassword(password, "password");
    const fields: Record<string, string | number | boolean> = { id };
    for (const [name, value] of Object.entries(rest)) if (value !== undefined) fields[name] = value;
    if (password !== undefined) fields["password_hash"] = await this.passwords.hash(password);
    if (keep !== null) fields["keep"] = keep.idHash;
    const { body } = await this.database.command("engine.user_change", actor, fields);
    const { account, shuts_out } = JSON.parse(body) as { account: Account; shuts_out: boolean };
    if (shuts_out) this.sessions.dropUser(id, keep);
    this.sessions.rename(id, account.name);
    return account;
  }

  /** Changes one's own password; the present session stays, the others end. */
  async changeOwnPassword(session: Session, current: string, next: string, actor: Actor): Promise<void> {
    checkNewPassword(next, "new");
    await this.signIn(session.user.username, current, session.mode, actor.address ?? "");
    await this.change(session.user.id, { password: next }, actor, session);
  }

  async list(): Promise<ListedAccount[]> {
    type Listed = Omit<AccountRow, "password_hash"> & { created_at: string; password: number; failures: number | null };
    const rows = await this.database.read<Listed>(
      `SELECT u.id, u.username, u.name, u.role, u.active, u.created_at, u.password_hash <> '' AS password, p.failures
       FROM _users u LEFT JOIN _pins p ON p.user_id = u.id ORDER BY u.id`,
    );
    return rows.map(({ failures, ...row }) => ({
      ...row,
      password: row.password === 1,
      active: row.active === 1,
      pin: failures !== null,
      pin_locked: failures !== null && failures >= LIMITS.pinFailures,
    }));
  }

  async #make(
    command: string,
    { username, password, role, name }: NewAccount,
    actor: Actor,
  ): Promise<{ account: Account; passwordHash: string }> {
    checkNewPassword(password, "password");
    const passwordHash = await this.passwords.hash(password);
    const input = { username, name: name ?? username, role, password_hash: passwordHash };
    const { body } = await this.database.command(command, actor, input);
    return { account: JSON.parse(body) as Account, passwordHash };
  }
}
