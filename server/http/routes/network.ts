/** /api/network: the addresses by which tills join, and whether they may on the server PC itself; for the owner. */
import * as z from "zod";
import type { Services } from "../context.ts";
import { type AnyRoute, DATABASE, route } from "../route.ts";

const network = z.object({
  owner: z.string(),
  addresses: z.array(z.string()),
  single_machine: z.boolean().describe("Cashiers and sellers work on the server PC too, by this setting or by the start's flag."),
  single_machine_by_flag: z.boolean().describe("The flag says so: the setting changes nothing until a start without it."),
  own_till: z.string().nullable().describe("Where a till opens on the server PC beside the owner's page; null where none may."),
}).meta({ id: "Network" });

export const networkRoutes: readonly AnyRoute[] = [
  route({
    method: "GET",
    path: "/api/network",
    summary: "The addresses by which tills join",
    answer: network,
    errors: [],
    run: ({ services, headers }) => networkOf(services, headers),
  }),
  route({
    method: "PUT",
    path: "/api/network",
    summary: "Let cashiers and sellers work on the server PC too, or no longer",
    description: "Kept in the data folder, as `--single-machine` at each start. Taken back, it ends the sessions of tills there.",
    body: z.strictObject({ single_machine: z.boolean() }).meta({ id: "NetworkSetting" }),
    answer: network,
    errors: DATABASE,
    run: async ({ services, body, actor, headers }) => {
      await services.singleMachine.keep(body.single_machine, actor);
      await services.sessions.endMisplaced(actor);
      return networkOf(services, headers);
    },
  }),
];

function networkOf({ ownerUrl, tillUrls, ownTillUrl, singleMachine }: Services, headers: Headers) {
  return {
    owner: ownerUrl(),
    addresses: tillUrls(),
    single_machine: singleMachine.on,
    single_machine_by_flag: singleMachine.byFlag,
    own_till: singleMachine.on ? ownTillUrl(headers.get("host") ?? "") : null,
  };
}
