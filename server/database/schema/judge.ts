/** Judges SQL text by who sends it: each role has a shadow of the schema of its own. */
import { AppError } from "../../../shared/errors.ts";
import type { StatementType } from "../../../shared/protocol.ts";
import type { Role } from "../../../shared/roles.ts";
import type { Rights } from "../application.ts";
import type { Judgement } from "./judgement.ts";
import type { Table } from "./schema.ts";
import { Shadow } from "./shadow.ts";

export class Judge {
  readonly #shadows = new Map<Role, Shadow>();
  /** `personal` matters where answers are kept: which columns of which tables name a person. */
  constructor(
    readonly schema: readonly Table[],
    readonly rights: Rights,
    readonly personal: Readonly<Record<string, readonly string[]>> = {},
  ) {}

  /**
   * The judgement on a text for a role; an AppError when it is no single statement that SQLite understands,
   * LongToJudge for one that it might take long to understand, unless there is `time`.
   */
  judge(role: Role, sql: string, announced: StatementType, time = false): Judgement {
    let shadow = this.#shadows.get(role);
    if (shadow === undefined) this.#shadows.set(role, shadow = new Shadow(role, this.schema, this.rights, this.personal));
    const judgement = shadow.judge(sql, announced, time);
    if (judgement.type !== announced) throw new AppError("type_mismatch", { type: announced });
    if (judgement.refusal !== null) throw new AppError("forbidden", judgement.refusal);
    return judgement;
  }
}
