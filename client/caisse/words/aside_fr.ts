/** The words of the screens that are fetched later, in French. */
import { account } from "./account_fr.ts";
import { certain, correct, loss, paying, reasons, strays } from "./asking_fr.ts";
import { count, counted, leave, leftOpen, moves, openingCount, takingOver, x } from "./drawer_fr.ts";
import { discount } from "./discount_fr.ts";
import { exchange } from "./exchange_fr.ts";
import { keys } from "./keys_fr.ts";
import { lookup } from "./lookup_fr.ts";
import { phone } from "./phone_fr.ts";
import { printer } from "./printer_fr.ts";
import { voucher } from "./voucher_fr.ts";
import { pad } from "../../catalogue/words/pad_fr.ts";

export const asideFr = {
  account,
  certain,
  correct,
  count,
  counted,
  discounting: discount,
  exchange,
  keys,
  leave,
  leftOpen,
  lookup,
  loss,
  moves,
  openingCount,
  pad,
  paying,
  phone,
  printer,
  reasons,
  strays,
  voucher,
  takingOver,
  x,
};
