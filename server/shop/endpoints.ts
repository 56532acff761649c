/** The shop's commands over HTTP: paths, roles, and the shapes of what goes in and comes out. */
import type { Endpoint } from "../database/application.ts";
import { caisseEndpoints } from "./endpoints/caisses.ts";
import { clientEndpoints } from "./endpoints/clients.ts";
import { clotureEndpoints } from "./endpoints/clotures.ts";
import { equipeEndpoints } from "./endpoints/equipe.ts";
import { stockEndpoints } from "./endpoints/stock.ts";
import { venteEndpoints } from "./endpoints/ventes.ts";

export const ENDPOINTS: readonly Endpoint[] = [
  ...venteEndpoints,
  ...caisseEndpoints,
  ...clotureEndpoints,
  ...clientEndpoints,
  ...stockEndpoints,
  ...equipeEndpoints,
];
