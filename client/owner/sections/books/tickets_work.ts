/** The tickets that are looked for, page by page, with what they come to. */
import { signal } from "@preact/signals";
import { daysFrom } from "../../../../shared/days.ts";
import { LiveList } from "../../../network/live_list.ts";
import type { NetworkClient } from "../../../network/network_client.ts";
import { shopDay } from "../../../shell/words/shop_clock.ts";
import { PagesOf } from "../../store/pages_of.ts";
import { fetchTickets, sumTickets, type TicketRow } from "./ticket_rows.ts";
import type { TicketFilter } from "./ticket_filter.ts";

export type Span = "today" | "week" | "month" | "year" | "ever" | "dates";
/** Days of a span, today's included. */
const DAYS: Readonly<Record<Exclude<Span, "ever" | "dates">, number>> = { today: 1, week: 7, month: 31, year: 366 };
/** Days that are summed while one looks at them: more are read for seconds, at every sale. */
const SUMMED_DAYS = 31;

/** What the search's fields say. */
export interface Search extends Pick<TicketFilter, "text" | "state" | "person"> {
  readonly span: Span;
  /** For a span of dates; empty for no bound. */
  readonly from: string;
  readonly to: string;
}

export const SEARCH: Search = { text: "", state: "paid", person: null, span: "month", from: "", to: "" };
/** Kept while the page is open: who comes back from a ticket finds the list as it was. */
const latest = signal<Search>(SEARCH);

export class TicketsWork {
  readonly search = latest;
  readonly pages: PagesOf<TicketRow>;
  readonly sum: LiveList<{ count: number; total: number }>;

  constructor(readonly client: NetworkClient) {
    this.pages = new PagesOf(
      client,
      ["ventes"],
      (after, count) => fetchTickets(client, this.#filter(), after, count),
      ({ moment, id }) => [moment, id],
    );
    this.sum = new LiveList(client, ["ventes"], async () => {
      const filter = this.#filter();
      return isLong(filter) ? [] : [await sumTickets(client, filter)];
    });
  }

  start(): void {
    this.pages.start();
    this.sum.start();
  }

  stop(): void {
    this.pages.stop();
    this.sum.stop();
  }

  find(change: Partial<Search>): void {
    this.search.value = { ...this.search.peek(), ...change };
    this.pages.again();
    this.sum.refresh();
  }

  #filter(): TicketFilter {
    const { text, state, person, span, from, to } = this.search.peek();
    const chosen = { text, state, person };
    if (span === "dates") return { ...chosen, from: from || null, to: to || null };
    // What the shop's clock says tomorrow is today is shown as well.
    return { ...chosen, from: span === "ever" ? null : daysFrom(shopDay(), 1 - DAYS[span]), to: null };
  }
}

function isLong({ from, to }: TicketFilter): boolean {
  return from === null || Date.parse(to ?? shopDay()) - Date.parse(from) > SUMMED_DAYS * 86_400_000;
}
