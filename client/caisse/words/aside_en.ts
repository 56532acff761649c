/** The words of the screens that are fetched later, in English. */
export { account } from "./account_en.ts";
export { certain, correct, loss, paying, reasons, strays } from "./asking_en.ts";
export { count, counted, leave, leftOpen, moves, openingCount, takingOver, x } from "./drawer_en.ts";
export { discount as discounting } from "./discount_en.ts";
export { exchange } from "./exchange_en.ts";
export { keys } from "./keys_en.ts";
export { lookup } from "./lookup_en.ts";
export { phone } from "./phone_en.ts";
export { printer } from "./printer_en.ts";
export { voucher } from "./voucher_en.ts";
export { pad } from "../../catalogue/words/pad_en.ts";
