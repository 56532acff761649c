/**
 * People that head office sends: an account without a password, by which nobody signs in until the owner gives one or a PIN. Who
 * bears a name here already stays who that is: the publication is refused.
 */
import { say } from "../../../shared/errors.ts";
import type { JsonValue } from "../../../shared/protocol.ts";
import type { Command, Tx } from "../../database/application.ts";
import type { ShopContext } from "../context.ts";
import { tellEngineEvent } from "../fiscal/events.ts";
import type { Item } from "./content.ts";
import { Faults } from "./faults.ts";

/** Of `verify` nothing equals it: there is no such hash. */
const NO_PASSWORD = "";

/** Answers the accounts whose sessions end. */
export function takePeople(
  tx: Tx,
  context: ShopContext,
  items: readonly Item[],
): { readonly detail: JsonValue; readonly exclus: number[] } {
  const faults = new Faults();
  const counts = { ajouts: 0, changements: 0, inchanges: 0 };
  const exclus: number[] = [];
  const accounts = new EngineUsers(tx, context);
  for (const { ligne, identifiant, nom, role, actif } of items as readonly (Item & Person)[]) {
    const folded = identifiant.normalize("NFKC").toLowerCase();
    const known = tx.get(
      `SELECT u.id, u.name, u.role, u.active FROM personnes_siege p JOIN _users u ON u.id = p.personne_id WHERE p.identifiant = ?`,
      folded,
    ) as { id: number; name: string; role: string; active: number } | undefined;
    if (known !== undefined) {
      // Whom the shop has put out stays out until head office says otherwise.
      const active = actif ?? known.active;
      // Whom the shop has made an owner is none of head office's any more.
      if (known.role === "administrateur" || known.name === nom && known.role === role && known.active === active) {
        counts.inchanges += 1;
      } else {
        if (accounts.change({ id: known.id, name: nom, role, active: active === 1 })) exclus.push(known.id);
        counts.changements += 1;
      }
      continue;
    }
    if (tx.get("SELECT 1 FROM _users WHERE username_folded = ?", folded) !== undefined) {
      faults.add(
        ligne,
        "identifiant",
        say(`« ${identifiant} » est déjà quelqu'un de cette boutique`, `'${identifiant}' is somebody of this shop already`),
      );
      continue;
    }
    // Who is to work here no more, and never did, is nobody.
    if (actif === 0) {
      counts.inchanges += 1;
      continue;
    }
    const id = accounts.add({ username: identifiant, name: nom, role, password_hash: NO_PASSWORD });
    tx.run("INSERT INTO personnes_siege (identifiant, personne_id) VALUES (?, ?)", folded, id);
    counts.ajouts += 1;
  }
  faults.expectNone(tx);
  return { detail: counts, exclus };
}

interface Person {
  readonly identifiant: string;
  readonly nom: string;
  readonly role: string;
  readonly actif?: 0 | 1;
}

/** The engine's own commands, within this transaction; what they say that happened is signed as ever. */
class EngineUsers {
  readonly #tx: Tx;

  constructor(tx: Tx, readonly context: ShopContext) {
    this.#tx = { ...tx, event: (kind, detail) => tellEngineEvent(tx, context, kind, detail) };
  }

  add(person: Readonly<Record<string, string>>): number {
    return Number((this.#run("engine.user_add", person) as { id: number }).id);
  }

  /** Whether the sessions of before have ended. */
  change(change: Readonly<Record<string, JsonValue>>): boolean {
    return (this.#run("engine.user_change", change) as { shuts_out: boolean }).shuts_out;
  }

  #run(name: string, input: JsonValue): JsonValue {
    return (this.context.engine[name] as Command)(this.#tx, input);
  }
}
