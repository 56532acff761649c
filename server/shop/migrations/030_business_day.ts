/** A shop that sells after midnight ends its day later: the hour is a setting that is recorded with the zone, from a day on. */
import type { Migration } from "../../database/application.ts";
import { LIMITS } from "../../../shared/limits.ts";

export const businessDay: Migration = {
  name: "shop/030_business_day",
  sql: `
    -- The hour of the shop's clock at which its day ends; 0 for midnight.
    ALTER TABLE boutique ADD COLUMN fin_journee INTEGER NOT NULL DEFAULT 0 CHECK (fin_journee BETWEEN 0 AND ${LIMITS.dayEndHours});
    ALTER TABLE fuseaux ADD COLUMN fin_journee INTEGER NOT NULL DEFAULT 0 CHECK (fin_journee BETWEEN 0 AND ${LIMITS.dayEndHours});
  `,
};
