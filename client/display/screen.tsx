/** The screen that faces the customer: a ticket with its total, what was given and the change, or the shop's name. */
import { useEffect, useRef } from "preact/hooks";
import type { Locale } from "../../shared/errors.ts";
import { formatCents } from "../../shared/money.ts";
import { ONE } from "../../shared/quantity.ts";
import { formatTimes, isMeasured } from "../../shared/units.ts";
import { QrCode } from "../components/qr_code.tsx";
import { leftOf, type ShownLine, type ShownTicket } from "./shown.ts";
import type { Words } from "./words/words.ts";

interface Said {
  readonly locale: Locale;
  readonly t: Words;
}

export function Idle({ shop, t }: { shop: string; t: Words }) {
  return (
    <main class="display-idle">
      <h1>{shop === "" ? t.welcome : shop}</h1>
      {shop !== "" && <p>{t.welcome}</p>}
    </main>
  );
}

export function TicketScreen({ ticket, shop, origin, locale, t }: { ticket: ShownTicket; shop: string; origin: string } & Said) {
  const paid = ticket.etat === "payee";
  return (
    <main class={paid ? "display-ticket display-paid" : "display-ticket"}>
      <Lines ticket={ticket} locale={locale} t={t} />
      <section class="display-sums">
        <h1>{shop === "" ? t.ticket : shop}</h1>
        <Sums ticket={ticket} locale={locale} t={t} />
        {ticket.retrait !== undefined && (
          <p class="display-pickup">
            {t.pickup} <strong>{ticket.retrait}</strong>
          </p>
        )}
        {paid && <p class="display-thanks" role="status">{t.thanks}</p>}
        {paid && ticket.recu !== undefined && (
          <div class="display-receipt">
            <QrCode text={new URL(ticket.recu, origin).href} label={t.receipt} />
            <p>
              <strong>{t.receipt}</strong>
              <br />
              {t.scan}
            </p>
          </div>
        )}
      </section>
    </main>
  );
}

/** The last lines are those that are in sight. */
function Lines({ ticket: { lignes, remise }, locale, t }: { ticket: ShownTicket } & Said) {
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => list.current?.scrollTo(0, list.current.scrollHeight), [lignes.length, remise]);
  return (
    <ol class="display-lines" ref={list} tabIndex={0} aria-label={t.ticket}>
      {lignes.map((line, at) => <Line key={at} line={line} locale={locale} />)}
      {remise > 0 && (
        <li class="display-line">
          <span class="display-label">{t.discount}</span>
          <span class="display-amount">{formatCents(-remise, locale)}</span>
        </li>
      )}
    </ol>
  );
}

function Line({ line: { libelle, quantite, unite, prix_unitaire_ttc, total_ttc }, locale }: { line: ShownLine; locale: Locale }) {
  const one = quantite === ONE && !isMeasured(unite);
  return (
    <li class="display-line">
      <span class="display-label">
        {libelle}
        {!one && <small>{formatTimes(quantite, prix_unitaire_ttc, unite, locale)}</small>}
      </span>
      <span class="display-amount">{formatCents(total_ttc, locale)}</span>
    </li>
  );
}

function Sums({ ticket, locale, t }: { ticket: ShownTicket } & Said) {
  const { total_ttc, donne, compte, rendu } = ticket;
  const left = leftOf(ticket);
  const owed = total_ttc < 0;
  return (
    <dl class="display-amounts" aria-live="polite">
      <Sum class="display-total" word={owed ? t.back : t.total} cents={Math.abs(total_ttc)} locale={locale} />
      {donne > 0 && <Sum word={t.given} cents={donne} locale={locale} />}
      {compte > 0 && <Sum word={t.account} cents={compte} locale={locale} />}
      {donne + compte > 0 && left > 0 && <Sum class="display-left" word={t.left} cents={left} locale={locale} />}
      {rendu > 0 && <Sum class="display-change" word={t.change} cents={rendu} locale={locale} />}
    </dl>
  );
}

function Sum({ class: name = "", word, cents, locale }: { class?: string; word: string; cents: number; locale: Locale }) {
  return (
    <div class={name}>
      <dt>{word}</dt>
      <dd>{formatCents(cents, locale)}</dd>
    </div>
  );
}
