/** The owner gives a code for one thing that a cashier may not do alone. */
import type { Command } from "../../database/application.ts";
import { pendingApprovals } from "../approvals.ts";
import type { ShopContext } from "../context.ts";
import { newCode } from "../spoken_codes.ts";

export function approvalCommands({ approvals }: ShopContext): Readonly<Record<string, Command>> {
  return {
    "accords.donner": (tx) => {
      const owner = tx.actor.userId!;
      tx.run("DELETE FROM _accords WHERE par_id = ?", owner);
      const { code, sel, empreinte } = newCode(pendingApprovals(tx, approvals));
      const expire_le = approvals.begin(tx, String(owner));
      tx.run("INSERT INTO _accords (par_id, sel, empreinte, expire_le) VALUES (?, ?, ?, ?)", owner, sel, empreinte, expire_le);
      tx.event("accord_donne", { expire_le });
      return { code, expire_le };
    },
  };
}
