/** A customer's statement, on a sheet and on a roll: who owes whom, each movement and what was owed after it. */
import type { Locale } from "../../../../shared/errors.ts";
import { formatCents } from "../../../../shared/money.ts";
import { formatDateAndTime } from "../../../shell/words/words.ts";
import { Block, Facts, Rows } from "../../components/document_parts.tsx";
import type { AccountMove, Statement } from "./account_rows.ts";
import type { Words } from "./words_fr.ts";

export function StatementSheet({ of, w, locale }: { of: Statement; w: Words; locale: Locale }) {
  const { client, boutique, etabli_le, fuseau, solde, report, mouvements } = of;
  const words = w.account;
  const money = (cents: number) => formatCents(cents, locale);
  const moment = (iso: string) => formatDateAndTime(iso, locale, fuseau);
  return (
    <article class="z">
      <header class="z-head">
        {boutique.nom !== "" && <p class="z-shop">{boutique.nom}</p>}
        {boutique.adresse !== "" && <p class="z-address">{boutique.adresse}</p>}
        {boutique.siret !== "" && <p>SIRET {boutique.siret}</p>}
        <h2>{words.statement}</h2>
        <p class="z-shop">{client.nom}</p>
        {client.adresse !== null && <p class="z-address">{client.adresse}</p>}
      </header>
      <Facts rows={[[words.made, moment(etabli_le)], [words.owed, money(solde), "z-total"]]} />
      <Block title={words.moves}>
        <Rows
          head={[words.move, words.amount, words.after]}
          rows={[
            ...report === 0 ? [] : [[words.before, "", money(report)]],
            ...mouvements.map((move) => [`${moment(move.le)} · ${moveName(move, w)}`, money(move.montant), money(move.solde)]),
          ]}
          none={words.none}
        />
      </Block>
    </article>
  );
}

export function moveName({ genre, numero, mode }: AccountMove, { account }: Words): string {
  const by = mode === null ? "" : ` (${account.means[mode] ?? mode})`;
  return `${account.kinds[genre]} ${numero}${by}`;
}
