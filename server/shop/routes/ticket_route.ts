/** A command on one ticket as a route: what such routes have in common. */
import type * as z from "zod";
import type { CommandRoute } from "../../database/route.ts";
import { sale } from "./ticket_shapes.ts";

/** Answers the ticket, unless it says otherwise. */
export const ticket = (
  action: string,
  rest: Omit<CommandRoute, "kind" | "method" | "path" | "command" | "answer"> & { readonly answer?: z.ZodType },
): CommandRoute => ({
  kind: "command",
  method: "POST",
  path: `/api/ventes/:id/${action}`,
  command: `ventes.${action}`,
  answer: sale,
  ...rest,
});
