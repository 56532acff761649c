/** The shop's customers. */
import { z } from "zod";
import type { Endpoint } from "../../database/application.ts";
import { NOTHING, OWNER } from "./shapes.ts";

export const clientEndpoints: readonly Endpoint[] = [
  {
    method: "POST",
    path: "/api/clients/:id/effacer",
    command: "clients.effacer",
    roles: OWNER,
    summary: "Erase what names a customer; no chain breaks",
    body: NOTHING,
    answer: z.looseObject({ id: z.number().int() }).meta({ id: "Erased" }),
    errors: ["not_found"],
  },
];
