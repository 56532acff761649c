/** The owner's word for once, as it is typed at a till. */
import { command, ok, type Shop } from "./shop.ts";

export const ownersCode = async (shop: Shop): Promise<string> => ok(await command(shop.owner, "/api/accords")).code;
