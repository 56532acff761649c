/** The cashier's screens and dialogs that no payment needs, fetched together; `later.ts` says when. */
import "../../common.ts";
export { DiscountDialog } from "../components/discount_dialog.tsx";
export { CaisseCount } from "./count.tsx";
export { CaisseCounted } from "./counted.tsx";
export { CaisseKeys } from "./keys.tsx";
export { CaisseLookup } from "./lookup.tsx";
export { CaisseX } from "./x.tsx";
