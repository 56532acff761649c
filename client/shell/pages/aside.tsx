/** What may be opened over every page, and no work waits for: fetched once the role's page is there. */
import "../../common.ts";

export { PresenceDialog } from "./presence_dialog.tsx";
export { ProblemsDialog } from "./problems_dialog.tsx";
