/** The X of an open till as the owner sees it, amounts included, on the screen and on paper. */
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Locale } from "../../../../shared/errors.ts";
import { formatCents } from "../../../../shared/money.ts";
import { Loading } from "../../../components/empty.tsx";
import { FailureNote } from "../../../components/failure_note.tsx";
import { useHeadingFocus } from "../../../components/heading_focus.ts";
import { Icon } from "../../../components/icon.tsx";
import { useSubmission } from "../../../components/submission.ts";
import { attempt } from "../../../network/attempt.ts";
import { formatDateAndTime } from "../../../shell/words/words.ts";
import { onPaper } from "../../components/paper.ts";
import { PrinterButtons } from "../../components/printer_buttons.tsx";
import { addressOf } from "../../pages/place.ts";
import type { BooksProps } from "./books_props.ts";
import { AccountsBlock } from "./accounts_block.tsx";
import { DetailBlocks } from "./detail_blocks.tsx";
import { DrawerBlocks } from "./drawer_blocks.tsx";
import { Block, Facts, Rows } from "../../components/document_parts.tsx";
import { CorrectionsBlock } from "./corrections_block.tsx";
import { OutsideBlock } from "./outside_block.tsx";
import { formatRate } from "./rate.ts";
import { rollWidth } from "../../components/roll_width.ts";
import type { OwnersX } from "./sessions_rows.ts";
import type { BooksWords } from "./words.ts";

export function XPage({ store: { client }, t, w, locale, id }: BooksProps & { id: string }) {
  const report = useSignal<OwnersX | null>(null);
  const submission = useSubmission();
  const page = useRef<HTMLDivElement>(null);
  const ask = () =>
    submission.run(() =>
      attempt(async () =>
        void (report.value = await client.request("GET", `/api/caisses/${encodeURIComponent(id)}/x`) as OwnersX)
      )
    );
  useEffect(() => void ask(), [id]);
  useHeadingFocus(page, String(report.value?.caisse), "h2");
  const drawn = report.value && <XReport x={report.value} w={w} locale={locale} />;
  return (
    <div class="one" ref={page}>
      <div class="one-bar screen-only">
        <a class="button button-quiet" href={addressOf("books", "sessions")}>‹ {w.parts.sessions}</a>
        {drawn && (
          <div class="pane-actions">
            <button type="button" class="button button-plain" disabled={submission.busy} onClick={ask}>{w.sessions.again}</button>
            {([rollWidth(client), "a4"] as const).map((paper) => (
              <button
                key={paper}
                type="button"
                class="button button-plain"
                onClick={() => onPaper(drawn, paper)}
              >
                <Icon name="print" />
                {paper === "a4" ? w.z.printA4 : w.z.printRoll(paper)}
              </button>
            ))}
            <PrinterButtons client={client} title={`X ${id}`} content={drawn} t={t} />
          </div>
        )}
      </div>
      {submission.failure !== null && <FailureNote failure={submission.failure} t={t} />}
      {drawn === null && submission.failure === null && <Loading label={w.sessions.x(id)} rows={6} />}
      {drawn && <div class="pane one-sheet">{drawn}</div>}
    </div>
  );
}

function XReport({ x, w, locale }: { x: OwnersX; w: BooksWords; locale: Locale }) {
  const words = w.sessions;
  const money = (cents: number) => formatCents(cents, locale);
  const moment = (iso: string) => formatDateAndTime(iso, locale);
  const of = (type: "vente" | "avoir") => x.tickets.find((row) => row.type === type) ?? { nombre: 0, total_ttc: 0 };
  return (
    <article class="z">
      <header class="z-head">
        {x.formation && <p class="z-mark">{w.receipt.training}</p>}
        <h2>{words.x(x.caisse)}</h2>
        <p>{words.still}</p>
      </header>
      <Facts rows={[[words.by, x.caissier], [words.opened, moment(x.ouverte_le)], [words.made, moment(x.etabli_le)]]} />
      <Block title={words.drawer}>
        <Facts
          rows={[
            [words.float, money(x.fond)],
            ...x.fond_attendu === null || x.fond_ecart === null ? [] : [
              [w.drawer.lastCount, money(x.fond_attendu)],
              [w.drawer.difference, money(x.fond_ecart), x.fond_ecart === 0 ? undefined : "variance-figure"],
            ] as [string, string, string?][],
            [words.cash, money(x.especes_attendues), "z-total"],
          ]}
        />
      </Block>
      <Block title={words.tickets}>
        <Rows
          head={[words.tickets, w.z.count, w.z.amount]}
          rows={[
            [words.sales, of("vente").nombre, money(of("vente").total_ttc)],
            [words.refunds, of("avoir").nombre, money(of("avoir").total_ttc)],
          ]}
          none={w.z.none}
        />
      </Block>
      <Block title={w.z.rates}>
        <Rows
          head={[w.z.rate, w.z.base, w.z.tax, w.z.sum]}
          rows={x.taux.map(({ taux, ht, tva, ttc }) => [formatRate(taux, locale), money(ht), money(tva), money(ttc)])}
          none={w.z.none}
        />
      </Block>
      <OutsideBlock totals={x.hors_champ} w={w} locale={locale} />
      <Block title={w.z.means}>
        <Rows
          head={[w.z.mean, w.z.count, w.z.amount]}
          rows={x.paiements.map(({ mode, nombre, total }) => [w.receipt.modes[mode] ?? mode, nombre, money(total)])}
          none={w.z.none}
        />
      </Block>
      <CorrectionsBlock totals={x.corrections} w={w} locale={locale} />
      <AccountsBlock of={x.comptes} w={w} locale={locale} />
      <DrawerBlocks of={x} w={w} locale={locale} />
      <DetailBlocks of={x} w={w} locale={locale} />
    </article>
  );
}
