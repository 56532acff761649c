/** The words of the screens that are fetched later, in French. */
export { account } from "./account_fr.ts";
export { certain, correct, loss, paying, reasons, strays } from "./asking_fr.ts";
export { count, counted, leave, leftOpen, moves, openingCount, takingOver, x } from "./drawer_fr.ts";
export { discount as discounting } from "./discount_fr.ts";
export { exchange } from "./exchange_fr.ts";
export { keys } from "./keys_fr.ts";
export { lookup } from "./lookup_fr.ts";
export { phone } from "./phone_fr.ts";
export { printer } from "./printer_fr.ts";
export { voucher } from "./voucher_fr.ts";
export { pad } from "../../catalogue/words/pad_fr.ts";
