/** Customer accounts on an X and on a Z: what was left to pay, what came in for it, and what is owed. Nothing where there is none of it. */
import type { Locale } from "../../../../shared/errors.ts";
import { formatCents } from "../../../../shared/money.ts";
import { Block, Facts, Rows } from "../../components/document_parts.tsx";
import type { BooksWords } from "./words.ts";

/** Money is cents. */
export interface AccountSums {
  readonly accorde: number;
  readonly regle: readonly { readonly mode: string; readonly nombre: number; readonly total: number }[];
  /** What all owe at the end; absent from an X. */
  readonly solde?: number;
}

export function AccountsBlock({ of, w, locale }: { of: AccountSums | undefined; w: BooksWords; locale: Locale }) {
  if (of === undefined || (of.accorde === 0 && of.regle.length === 0 && !of.solde)) return null;
  const words = w.accounts;
  const money = (cents: number) => formatCents(cents, locale);
  return (
    <Block title={words.title}>
      <Facts rows={[[words.granted, money(of.accorde)]]} />
      {of.regle.length > 0 && (
        <Rows
          head={[words.settled, w.z.count, w.z.amount]}
          rows={of.regle.map(({ mode, nombre, total }) => [w.receipt.modes[mode] ?? mode, nombre, money(total)])}
          none={w.z.none}
        />
      )}
      {of.solde !== undefined && <Facts rows={[[words.owed, money(of.solde), "z-total"]]} />}
    </Block>
  );
}
