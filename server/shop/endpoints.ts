/** The shop's commands over HTTP: paths, roles, and the shapes of what goes in and comes out. */
import type { Endpoint } from "../database/application.ts";
import { approvalEndpoints } from "./endpoints/approvals.ts";
import { caisseEndpoints } from "./endpoints/tills.ts";
import { clientEndpoints } from "./endpoints/customers.ts";
import { clotureEndpoints } from "./endpoints/closings.ts";
import { equipeEndpoints } from "./endpoints/team.ts";
import { stockEndpoints } from "./endpoints/stock.ts";
import { venteEndpoints } from "./endpoints/tickets.ts";

export const ENDPOINTS: readonly Endpoint[] = [
  ...venteEndpoints,
  ...caisseEndpoints,
  ...clotureEndpoints,
  ...clientEndpoints,
  ...stockEndpoints,
  ...equipeEndpoints,
  ...approvalEndpoints,
];
