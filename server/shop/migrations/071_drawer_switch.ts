/** A till may be told that its drawer was left open. */
import type { Migration } from "../../database/application.ts";

export const drawerSwitch: Migration = {
  name: "shop/071_drawer_switch",
  sql: `
    -- What its drawer's switch says, through the printer, while it is shut: that differs per drawer. NULL: nobody asks.
    ALTER TABLE caisses ADD COLUMN tiroir_ferme INTEGER CHECK (tiroir_ferme IN (0, 1));
  `,
};
