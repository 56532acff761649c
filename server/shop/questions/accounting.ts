/** What the accountant is given: the accounts, and the entries of a period. */
import { say } from "../../../shared/errors.ts";
import type { JsonValue } from "../../../shared/protocol.ts";
import type { Look, Question } from "../../database/application.ts";
import { planOf } from "../accounting/accounts.ts";
import { type Ledger, ledgerOf } from "../accounting/ledger.ts";

const NO_PERIOD = say(
  "Cette adresse ne nomme ni un jour, ni un mois, ni une année : 2026-11-22, 2026-11, 2026",
  "This address names neither a day nor a month nor a year: 2026-11-22, 2026-11, 2026",
);
const NOTHING_CLOSED = say(
  "Aucun Z de cette période ne porte de montant : une écriture vient d'une journée clôturée",
  "No Z of this period has an amount: an entry comes from a day that was closed",
);

export const accountingQuestions: Readonly<Record<string, Question>> = {
  "comptabilite.plan": (look) => ({ comptes: planOf(look) as unknown as JsonValue }),
  "comptabilite.periode": (look, input) => asked(look, input) as unknown as JsonValue,
  "comptabilite.journal": (look, input) => closed(look, input) as unknown as JsonValue,
  "comptabilite.fec": (look, input) => {
    const ledger = closed(look, input);
    if (ledger.siren === null) look.fail("constraint_violation", { constraint: "rule:siret_missing" });
    return ledger as unknown as JsonValue;
  },
};

function asked(look: Look, input: unknown): Ledger {
  return ledgerOf(look, (input as { periode: string }).periode) ?? look.fail("not_found", { reason: NO_PERIOD });
}

/** A file without a line says nothing, and an accountant's program refuses it. */
function closed(look: Look, input: unknown): Ledger {
  const ledger = asked(look, input);
  return ledger.ecritures.length > 0 ? ledger : look.fail("not_found", { reason: NOTHING_CLOSED });
}
