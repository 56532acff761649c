/** What the other shops have, for a seller who looks at a line: fetched then. */
import "../../common.ts";

export { StockElsewhere } from "../../catalogue/elsewhere.tsx";
