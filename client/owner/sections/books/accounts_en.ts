/** The words of customer accounts on an X and on a Z, in English. */
import type { accounts as accountsFr } from "./accounts_fr.ts";

export const accounts: typeof accountsFr = {
  title: "Customer accounts",
  granted: "Left to pay later",
  settled: "Settled (no turnover)",
  owed: "Owed by customers",
};
