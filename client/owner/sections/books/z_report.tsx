/** A closing as it was signed, on the screen and on paper: nothing of it is computed again. */
import type { Locale } from "../../../../shared/errors.ts";
import { formatCents } from "../../../../shared/money.ts";
import { signatureExtract } from "../../../../shared/receipt/signature_extract.ts";
import { formatDateAndTime } from "../../../shell/words/words.ts";
import type { SignedZ } from "./closings_rows.ts";
import { AccountsBlock } from "./accounts_block.tsx";
import { DetailBlocks } from "./detail_blocks.tsx";
import { ElsewhereBlock } from "./elsewhere_block.tsx";
import { DrawerBlocks } from "./drawer_blocks.tsx";
import { Block, Facts, Rows } from "../../components/document_parts.tsx";
import { periodName, shortName } from "./period.ts";
import { CorrectionsBlock } from "./corrections_block.tsx";
import { OutsideBlock } from "./outside_block.tsx";
import { formatRate } from "./rate.ts";
import type { BooksWords } from "./words.ts";

export function ZReport(
  { closing: { z, seq, signature, shop }, w, locale }: { closing: SignedZ; w: BooksWords; locale: Locale },
) {
  const words = w.z;
  const money = (cents: number) => formatCents(cents, locale);
  const moment = (iso: string) => formatDateAndTime(iso, locale, z.fuseau);
  return (
    <article class="z">
      <header class="z-head">
        {z.demonstration && <p class="z-mark">{words.demo}</p>}
        {shop.nom !== "" && <p class="z-shop">{shop.nom}</p>}
        {shop.adresse !== "" && <p class="z-address">{shop.adresse}</p>}
        {shop.siret !== "" && <p>SIRET{w.receipt.colon}{shop.siret}</p>}
        <h2>{words.titles[z.genre]} {periodName(z.periode, locale)}</h2>
        {z.complement !== undefined && z.complement > 0 && z.complete && (
          <p class="z-supplement">
            {z.genre === "jour"
              ? words.further(z.complement + 1, moment(z.complete))
              : words.supplement(z.complement, moment(z.complete))}
          </p>
        )}
      </header>
      <Facts
        rows={[
          ...z.du === z.au ? [] : [[words.from, shortName(z.du, locale)], [words.to, shortName(z.au, locale)]] as const,
          [words.made, moment(z.cloturee_le)],
          [words.by, z.automatique === true ? `${z.par} (${w.automatic.made})` : z.par],
          ...z.fuseau ? [[words.zone, z.fuseau]] as const : [],
          ...z.fin_journee ? [[words.dayEnd, words.hour(z.fin_journee)]] as const : [],
        ]}
      />
      <Block title={words.totals}>
        <Facts
          rows={[
            [words.tickets, z.tickets],
            [words.net, money(z.total_ht)],
            [words.vat, money(z.total_tva)],
            [words.gross, money(z.total_ttc), "z-total"],
            [words.refunds(z.avoirs), money(z.avoirs_ttc)],
          ]}
        />
      </Block>
      <Block title={words.rates}>
        <Rows
          head={[words.rate, words.base, words.tax, words.sum]}
          rows={z.taux.map(({ taux, ht, tva, ttc }) => [formatRate(taux, locale), money(ht), money(tva), money(ttc)])}
          none={words.none}
        />
      </Block>
      <OutsideBlock totals={z.hors_champ ?? []} w={w} locale={locale} />
      <Block title={words.means}>
        <Rows
          head={[words.mean, words.count, words.amount]}
          rows={z.paiements.map(({ mode, nombre, total }) => [w.receipt.modes[mode] ?? mode, nombre, money(total)])}
          none={words.none}
        />
      </Block>
      <Block title={words.tills}>
        <Rows
          head={[words.numbers, words.tickets, words.amount]}
          rows={z.caisses.map((
            { premier, dernier, tickets, total_ttc },
          ) => [`${premier} → ${dernier}`, tickets, money(total_ttc)])}
          none={words.none}
        />
      </Block>
      {z.ecarts.length > 0 && (
        <Block title={words.variances}>
          <Rows
            head={[words.till, words.counts, words.variance]}
            rows={z.ecarts.map(({ caisse, sessions, ecart }) => [caisse, sessions, money(ecart)])}
            none={words.none}
          />
        </Block>
      )}
      <CorrectionsBlock totals={z.corrections ?? []} w={w} locale={locale} />
      <AccountsBlock of={z.comptes} w={w} locale={locale} />
      <ElsewhereBlock sums={z.bons_ailleurs ?? []} w={w} locale={locale} />
      <DrawerBlocks of={z} w={w} locale={locale} />
      <DetailBlocks of={z} w={w} locale={locale} />
      <Block title={words.perpetuals}>
        <Facts rows={[[words.perpetual, money(z.perpetuel), "z-total"], [words.absolute, money(z.perpetuel_absolu)]]} />
      </Block>
      <Block title={words.seal}>
        <Facts
          rows={[
            [words.record, `clotures:${z.genre} n° ${seq}`],
            [words.extract, signatureExtract(signature), "z-code"],
            [words.key, z.cle_id, "z-code"],
            [words.software, z.logiciel],
          ]}
        />
      </Block>
      <Block title={words.heads}>
        <Rows
          head={[words.series, words.order, words.short]}
          rows={z.tetes.map(({ serie, seq, signature }) => [serie, seq, <code key={serie}>{signatureExtract(signature)}</code>])}
          none={words.none}
        />
      </Block>
    </article>
  );
}
