/** The shop's own transactions by name. */
import { LIMITS } from "../../shared/limits.ts";
import type { Command, Surroundings } from "../database/application.ts";
import { caisseCommands } from "./commands/caisses.ts";
import { clientCommands } from "./commands/clients.ts";
import { clotureCommands } from "./commands/clotures.ts";
import { encaissementCommands } from "./commands/encaissement.ts";
import { enrolementCommands } from "./commands/enrolement.ts";
import { equipeCommands } from "./commands/equipe.ts";
import { remboursementCommands } from "./commands/remboursement.ts";
import { stockCommands } from "./commands/stock.ts";
import { venteCommands } from "./commands/ventes.ts";
import { Delai } from "./delai.ts";
import type { ShopContext } from "./context.ts";
import { evenementCommands } from "./evenements.ts";
import { FiscalJournal } from "./fiscal.ts";

export function shopCommands(surroundings: Surroundings): Readonly<Record<string, Command>> {
  const context: ShopContext = {
    fiscal: new FiscalJournal(surroundings),
    version: surroundings.version,
    baux: new Delai(LIMITS.ticketHeldMs),
    invitations: new Delai(LIMITS.enrolmentCodeMs),
  };
  return {
    ...venteCommands(context),
    ...encaissementCommands(context),
    ...remboursementCommands(context),
    ...caisseCommands(context),
    ...enrolementCommands(context),
    ...clotureCommands(context),
    ...evenementCommands(context),
    ...clientCommands(),
    ...stockCommands(),
    ...equipeCommands(context),
  };
}
