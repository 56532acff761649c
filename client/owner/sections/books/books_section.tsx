/** The shop's books: what waits to be closed, what was closed, and the proof of it. */
import "../../../common.ts";
import type { FunctionComponent } from "preact";
import { Parts } from "../../components/parts.tsx";
import { addressOf } from "../../pages/place.ts";
import { type SectionProps, speaking } from "../../pages/section_props.ts";
import { AccountingPage } from "./accounting_page.tsx";
import { ArchivesPage } from "./archives_page.tsx";
import type { BooksProps } from "./books_props.ts";
import { ClosingsPage } from "./closings_page.tsx";
import { SessionsPage } from "./sessions_page.tsx";
import { TicketPage } from "./ticket_page.tsx";
import { TicketsPage } from "./tickets_page.tsx";
import { VoucherPage } from "./voucher_page.tsx";
import { VouchersPage } from "./vouchers_page.tsx";
import { words as en } from "./words_en.ts";
import { words as fr } from "./words_fr.ts";
import type { BooksWords } from "./words.ts";
import { XPage } from "./x_page.tsx";
import { ZPage } from "./z_page.tsx";

/** A part of the books: all of it, or one thing of it. */
interface Part {
  readonly All: FunctionComponent<BooksProps>;
  readonly One: FunctionComponent<BooksProps & { readonly id: string }> | null;
}
type PartName = Exclude<keyof BooksWords["parts"], "label">;

/** In their order. */
const PARTS: Readonly<Record<PartName, Part>> = {
  closings: { All: ClosingsPage, One: ZPage },
  tickets: { All: TicketsPage, One: TicketPage },
  sessions: { All: SessionsPage, One: XPage },
  vouchers: { All: VouchersPage, One: VoucherPage },
  accounting: { All: AccountingPage, One: null },
  archives: { All: ArchivesPage, One: null },
};

export const Section = speaking(Books, { fr, en });

function Books({ rest: [asked = "", id], ...props }: SectionProps & { w: BooksWords }) {
  const { w } = props;
  const here = (asked in PARTS ? asked : "closings") as PartName;
  const { All, One } = PARTS[here];
  const { label, ...parts } = w.parts;
  return (
    <>
      <Parts label={label} parts={parts} here={here} hrefOf={(name) => addressOf("books", name)} />
      {One === null || id === undefined ? <All key={here} {...props} /> : <One key={`${here}/${id}`} {...props} id={id} />}
    </>
  );
}
