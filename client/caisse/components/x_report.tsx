/** The X report: how the open till stands, without amounts for those who will count it. */
import type { ComponentChildren } from "preact";
import type { Locale } from "../../../shared/errors.ts";
import type { AsideMessages } from "../words/aside.ts";
import { formatCents } from "../../../shared/money.ts";
import { formatDateAndTime } from "../../shell/words/words.ts";
import type { XReport } from "../store/till.ts";
import { Loading } from "../../components/empty.tsx";
import { Icon } from "../../components/icon.tsx";
import { Key } from "../../components/main_button.tsx";
import { BackButton } from "./back_button.tsx";

interface XReportPaneProps {
  report: XReport | null;
  /** The shop's name; empty while it has none. */
  shop: string;
  t: AsideMessages;
  locale: Locale;
  onPrint: () => void;
  onBack: () => void;
  /** What went wrong. */
  children?: ComponentChildren;
}

export function XReportPane({ report, shop, t, locale, onPrint, onBack, children }: XReportPaneProps) {
  const { x, titles } = t.caisse;
  const count = (type: "vente" | "avoir") => report?.tickets.find((row) => row.type === type)?.nombre ?? 0;
  return (
    <section class="pane x-report print-part" aria-labelledby="x-title">
      <header class="pane-head">
        <h2 id="x-title">{titles.x}</h2>
        <div class="pane-actions screen-only">
          <button type="button" class="button button-plain" disabled={report === null} onClick={onPrint}>
            <Icon name="print" />
            {x.print}
            <Key name="F2" />
          </button>
          <BackButton t={t} onPress={onBack} />
        </div>
      </header>
      {children}
      {report === null && <Loading label={`${titles.x}…`} />}
      {report !== null && (
        <div class="pane-body">
          {shop !== "" && <p class="x-shop">{shop}</p>}
          <dl class="facts">
            {[
              [x.till, report.caisse],
              [x.cashier, report.caissier],
              [x.since, formatDateAndTime(report.ouverte_le, locale)],
              [x.at, formatDateAndTime(report.etabli_le, locale)],
            ].map(([name, value]) => (
              <div key={name} class="fact">
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
          <div class="x-counts">
            {([[x.sales, count("vente")], [x.refunds, count("avoir")]] as const).map(([name, number]) => (
              <p key={name} class="x-count">
                <strong>{number}</strong>
                <span>{name}</span>
              </p>
            ))}
          </div>
          {report.mouvements.length > 0 && (
            <dl class="facts">
              {report.mouvements.map(({ genre, nombre, total }) => (
                <div key={`${genre} ${total < 0}`} class="fact">
                  <dt>{x.moves(genre, total)} ({nombre})</dt>
                  <dd>{total === 0 ? "" : formatCents(total, locale)}</dd>
                </div>
              ))}
            </dl>
          )}
          {report.comptes.regle.length > 0 && (
            <dl class="facts">
              {report.comptes.regle.map(({ mode, nombre, total }) => (
                <div key={mode} class="fact">
                  <dt>{x.settled}{t.receipt.colon}{t.receipt.modes[mode] ?? mode} ({nombre})</dt>
                  <dd>{formatCents(total, locale)}</dd>
                </div>
              ))}
            </dl>
          )}
          <p class="x-blind">{x.blind}</p>
        </div>
      )}
    </section>
  );
}
