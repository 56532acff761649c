/** Scales on the counter: where the one beside a till is. */
import type { Migration } from "../../database/application.ts";

/** Of the shop's own network with its port, or a serial cable. What is told apart here no better is refused when it is used. */
const ADDRESS = `(
        balance GLOB '[1-9]*.[0-9]*.[0-9]*.[0-9]*:[1-9]*' AND balance NOT GLOB '*[^0-9.:]*' AND balance NOT GLOB '*.*.*.*.*'
        AND balance NOT GLOB '*..*' AND balance NOT GLOB '*:*:*' AND balance NOT GLOB '*.0[0-9]*' AND length(balance) <= 21
        AND (balance GLOB '10.*' OR balance GLOB '127.*' OR balance GLOB '192.168.*'
          OR balance GLOB '172.1[6-9].*' OR balance GLOB '172.2[0-9].*' OR balance GLOB '172.3[01].*')
        AND CAST(substr(balance, instr(balance, ':') + 1) AS INTEGER) BETWEEN 1024 AND 65535
      ) OR balance GLOB '/dev/ttyUSB[0-9]' OR balance GLOB '/dev/ttyACM[0-9]' OR balance GLOB '/dev/ttyS[0-9]'`;

export const scales: Migration = {
  name: "shop/070_scales",
  sql: `
    -- Two tills may stand at one scale. NULL where weights are typed.
    ALTER TABLE caisses ADD COLUMN balance TEXT CONSTRAINT caisses_balance CHECK (${ADDRESS});
  `,
};
