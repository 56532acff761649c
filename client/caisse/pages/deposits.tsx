/** Bottles that are brought back to the ticket in hand: the server adds their lines. */
import type { Locale } from "../../../shared/errors.ts";
import { ONE } from "../../../shared/quantity.ts";
import { DepositsDialog } from "../../shell/pages/later.ts";
import { strayOf } from "../store/strays.ts";
import type { CaisseWork } from "../store/work.ts";
import type { AsideMessages } from "../words/aside.ts";

interface CaisseDepositsProps {
  store: CaisseWork;
  t: AsideMessages;
  locale: Locale;
  onClose: () => void;
}

export function CaisseDeposits({ store: { caisse, client, products }, t, locale, onClose }: CaisseDepositsProps) {
  return (
    <DepositsDialog
      deposits={products.deposits.value}
      t={t}
      locale={locale}
      onReturn={(back) => {
        // What the server has no room for it refuses as a whole, and that is told over the ticket.
        caisse.changes.add(back.map(({ product, pieces }) => strayOf(client, products, product, -pieces * ONE)));
        return [];
      }}
      onClose={onClose}
    />
  );
}
