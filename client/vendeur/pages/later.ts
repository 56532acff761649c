/** What of the seller's page is fetched when it is asked for. */
import { Later } from "../../components/later.tsx";

/** Nobody waits for it: until it is here nothing says that there are other shops. */
export const StockElsewhere = new Later(() => import("./stock_aside.tsx")).part("StockElsewhere", null);
