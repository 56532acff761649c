/** The shop's time zone is a setting that is recorded: its days are no other's because a PC is set differently. */
import type { Migration } from "../../database/application.ts";

export const timeZone: Migration = {
  name: "shop/020_time_zone",
  sql: `
    -- An IANA name: what screens and papers show the time by. NULL until the first start, which takes the PC's.
    ALTER TABLE boutique ADD COLUMN fuseau TEXT CHECK (length(fuseau) BETWEEN 1 AND 64);
    -- And what its days go by, in the order in which it was chosen: of two that count the later choice. It counts from the
    -- end of the day on which it is made, \`depuis\` (RFC 3339), when \`premier_jour\` begins; the first since ever, which is ''.
    CREATE TABLE fuseaux (
      id INTEGER PRIMARY KEY,
      nom TEXT NOT NULL,
      depuis TEXT NOT NULL,
      premier_jour TEXT NOT NULL CHECK (length(premier_jour) IN (0, 10))
    ) STRICT;
    CREATE TRIGGER fuseaux_changent BEFORE UPDATE ON fuseaux
    BEGIN SELECT raise(ABORT, 'rule:time_zone_kept'); END;
    CREATE TRIGGER fuseaux_restent BEFORE DELETE ON fuseaux
    BEGIN SELECT raise(ABORT, 'rule:time_zone_kept'); END;
  `,
};
