/** The words of the screens that are fetched later, in English. */
import { account } from "./account_en.ts";
import type { asideFr } from "./aside_fr.ts";
import { certain, correct, loss, paying, reasons, strays } from "./asking_en.ts";
import { count, counted, leave, leftOpen, moves, openingCount, takingOver, x } from "./drawer_en.ts";
import { discount } from "./discount_en.ts";
import { exchange } from "./exchange_en.ts";
import { keys } from "./keys_en.ts";
import { lookup } from "./lookup_en.ts";
import { phone } from "./phone_en.ts";
import { printer } from "./printer_en.ts";
import { voucher } from "./voucher_en.ts";
import { pad } from "../../catalogue/words/pad_en.ts";

export const asideEn: typeof asideFr = {
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
