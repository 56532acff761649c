/** What may be opened over every page, or over those that sell, and who may come by PIN: fetched once the role's page is there, or when it is asked for. */
import "../../common.ts";

export { DepositsDialog } from "../../catalogue/deposits_dialog.tsx";
export { FavouritesDialog } from "../../catalogue/favourites_dialog.tsx";
export { Announcements } from "./announcements.tsx";
export { PinDoor } from "./pin_door.tsx";
export { PresenceDialog } from "./presence_dialog.tsx";
export { ProblemsDialog } from "./problems_dialog.tsx";
