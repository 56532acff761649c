/** PINs: a person signs in by a few digits on a till that is bound to its device and that somebody opened with a password. */
import { AppError, say } from "../../shared/errors.ts";
import { LIMITS } from "../../shared/limits.ts";
import { isPin, isWeakPin } from "../../shared/pins.ts";
import { type Mode, type Role, roleAllowedIn } from "../../shared/roles.ts";
import { anonymous } from "../database/actors.ts";
import type { Actor } from "../database/application.ts";
import type { Clock } from "../database/clock.ts";
import type { DatabaseService } from "../database/service.ts";
import type { Passwords } from "./passwords.ts";
import type { Refusals } from "./refusals.ts";
import type { Identified, Session } from "./session.ts";
import type { SingleMachine } from "./single_machine.ts";

/** A till, and the key that its device alone has. */
export interface Device {
  readonly caisse: string;
  readonly cle: string;
}

interface Tried {
  readonly id: number;
  readonly username: string;
  readonly name: string;
  readonly role: Role;
  readonly password_hash: string;
  readonly pin_hash: string;
}

export class Pins {
  /** `question`: the application's, which says whether a device is what it says. */
  constructor(
    readonly database: DatabaseService,
    readonly passwords: Passwords,
    readonly refusals: Refusals,
    readonly singleMachine: SingleMachine,
    readonly clock: Clock,
    readonly question: string | null,
  ) {}

  /** Sets somebody's, or takes it away. */
  async set(userId: number, pin: string | null, actor: Actor): Promise<void> {
    if (pin !== null && !isPin(pin)) throw refused(say("4 à 8 chiffres", "4 to 8 digits"));
    if (pin !== null && isWeakPin(pin)) throw refused(say("trop facile à deviner", "too easy to guess"));
    const pin_hash = pin === null ? null : await this.passwords.hash(pin);
    await this.database.command("engine.pin_set", actor, { user_id: userId, pin_hash });
  }

  /** Whoever stands before it signed in by password, not by a PIN: PINs may be used there for a day. */
  async openDevice(device: Device, session: Session, actor: Actor): Promise<void> {
    await this.#expectDevice(device, actor);
    if (session.byPin) throw new AppError("pin_not_here");
    const until = new Date(this.clock.now() + LIMITS.pinDeviceMs).toISOString();
    await this.database.command("engine.pin_device", actor, { device: device.caisse, until });
  }

  /** Who may sign in by PIN there. */
  async people(device: Device, mode: Mode, address: string): Promise<{ readonly id: number; readonly name: string }[]> {
    await this.#expectDevice(device, anonymous(mode, address));
    const now = new Date(this.clock.now()).toISOString();
    return await this.database.read(
      `SELECT u.id, u.name FROM _pins p JOIN _users u ON u.id = p.user_id
       WHERE u.active = 1 AND u.role <> 'administrateur' AND EXISTS (SELECT 1 FROM _pin_devices WHERE device = ? AND until > ?)
       ORDER BY u.name, u.id`,
      device.caisse,
      now,
    );
  }

  /** The person whose PIN this is; every other outcome is thrown and journaled. */
  async signIn(userId: number, pin: string, device: Device, mode: Mode, address: string): Promise<Identified> {
    const actor = anonymous(mode, address);
    await this.#expectDevice(device, actor);
    await this.#expectRole(userId, mode, actor);
    const { body } = await this.database.command("engine.pin_try", actor, { device: device.caisse, user_id: userId });
    const tried = JSON.parse(body) as Tried | { readonly locked: true } | null;
    if (tried !== null && "locked" in tried) {
      this.refusals.note("sign_in_throttled", actor, { by: "pin" });
      throw new AppError("pin_locked");
    }
    const right = await this.passwords.verify(pin, tried?.pin_hash ?? null);
    if (!right || tried === null) {
      this.refusals.note("sign_in_failed", { ...actor, username: tried?.username ?? "" }, { by: "pin" });
      throw new AppError("invalid_credentials");
    }
    const { id, username, name, role, password_hash, pin_hash } = tried;
    return { user: { id, username, name, role }, passwordHash: password_hash, pin: { hash: pin_hash, device: device.caisse } };
  }

  /** Asked before a try is counted: whoever is right in the wrong place must not be locked out for it. */
  async #expectRole(userId: number, mode: Mode, actor: Actor): Promise<void> {
    const [person] = await this.database.read<{ username: string; role: Role }>(
      "SELECT u.username, u.role FROM _pins p JOIN _users u ON u.id = p.user_id WHERE u.id = ? AND u.active = 1 AND u.role <> 'administrateur'",
      userId,
    );
    if (person === undefined || roleAllowedIn(person.role, mode, this.singleMachine.on)) return;
    const { username, role } = person;
    this.refusals.note("refused", { ...actor, username }, { code: "role_not_allowed_here", role });
    throw new AppError("role_not_allowed_here", { role });
  }

  async #expectDevice({ caisse, cle }: Device, actor: Actor): Promise<void> {
    const known = this.question !== null && JSON.parse(await this.database.ask(this.question, actor, { caisse, cle })) === true;
    if (known) return;
    this.refusals.note("refused", actor, { code: "pin_not_here" });
    throw new AppError("pin_not_here");
  }
}

function refused(reason: ReturnType<typeof say>): AppError {
  return new AppError("invalid_body", { field: "pin", reason });
}
