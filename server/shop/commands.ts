/** The shop's own transactions by name. */
import { LIMITS } from "../../shared/limits.ts";
import type { Command, Surroundings } from "../database/application.ts";
import { accordCommands } from "./commands/approvals.ts";
import { caisseCommands } from "./commands/tills.ts";
import { clientCommands } from "./commands/customers.ts";
import { clotureCommands } from "./commands/closings.ts";
import { encaissementCommands } from "./commands/payment.ts";
import { enrolementCommands } from "./commands/enrolment.ts";
import { equipeCommands } from "./commands/team.ts";
import { remboursementCommands } from "./commands/refund.ts";
import { stockCommands } from "./commands/stock.ts";
import { venteCommands } from "./commands/tickets.ts";
import { Delai } from "./grace.ts";
import type { ShopContext } from "./context.ts";
import { evenementCommands } from "./fiscal/events.ts";
import { FiscalJournal } from "./fiscal/journal.ts";

export function shopCommands(surroundings: Surroundings): Readonly<Record<string, Command>> {
  const context: ShopContext = {
    fiscal: new FiscalJournal(surroundings),
    version: surroundings.version,
    baux: new Delai(LIMITS.ticketHeldMs),
    invitations: new Delai(LIMITS.enrolmentCodeMs),
    accords: new Delai(LIMITS.approvalCodeMs),
  };
  return {
    ...venteCommands(context),
    ...encaissementCommands(context),
    ...remboursementCommands(context),
    ...caisseCommands(context),
    ...enrolementCommands(context),
    ...accordCommands(context),
    ...clotureCommands(context),
    ...evenementCommands(context),
    ...clientCommands(),
    ...stockCommands(),
    ...equipeCommands(context),
  };
}
