/** What head office answers to what a shop asks. */
import type { Connection } from "./connection.ts";
import type { Inquiry } from "./inquiry.ts";
import { stockElsewhere } from "./shared_stock.ts";
import { otherShops, transfersOf, transferTo } from "./transfers.ts";
import { findVoucher, reserve, withdraw } from "./voucher_book.ts";

/** Throws a `Trouble`. */
export function replyTo(connection: Connection, shop: string, inquiry: Inquiry): Promise<unknown> {
  switch (inquiry.ask) {
    case "stock":
      return stockElsewhere(connection, shop, inquiry.codes);
    case "voucher":
      return findVoucher(connection, shop, inquiry);
    case "reserve":
      return reserve(connection, shop, inquiry);
    case "withdraw":
      return withdraw(connection, shop);
    case "shops":
      return otherShops(connection, shop);
    case "transfers":
      return transfersOf(connection, shop, inquiry.received);
    case "transfer":
      return transferTo(connection, shop, inquiry);
  }
}
