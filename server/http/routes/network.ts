/** /api/network: the addresses by which tills join, and whether they may on the server PC itself; for the owner. */
import * as z from "zod";
import { AppError, say } from "../../../shared/errors.ts";
import type { Services } from "../context.ts";
import { type AnyRoute, DATABASE, NOTHING, route } from "../route.ts";
import { time } from "./shapes.ts";

const network = z.object({
  owner: z.string(),
  addresses: z.array(z.string()),
  single_machine: z.boolean().describe("Cashiers and sellers work on the server PC too, by this setting or by the start's flag."),
  single_machine_by_flag: z.boolean().describe("The flag says so: the setting changes nothing until a start without it."),
  https: z.object({
    addresses: z.array(z.string()),
    fingerprint: z.string().describe("SHA-256 of the authority's certificate, which devices are told to trust."),
    until: time.describe("When the authority runs out; the server's own certificate is renewed by itself."),
    trust: z.array(z.string()).describe("Where devices are told how to trust it."),
  }).nullable().describe("HTTPS beside HTTP, by the shop's own authority; null without one."),
  https_only: z.boolean().describe("Nobody signs in over the network by HTTP."),
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
    summary: "Let cashiers and sellers work on the server PC too, or tills come by HTTPS alone, or no longer",
    description:
      "Kept in the data folder. `single_machine` as the flag at each start; taken back, it ends the sessions of tills there. " +
      "`https_only`: nobody signs in over the network by HTTP any more; who is signed in works on until the session ends.",
    body: z.strictObject({ single_machine: z.boolean().optional(), https_only: z.boolean().optional() })
      .refine((setting) => Object.keys(setting).length > 0, "nothing to change").meta({ id: "NetworkSetting" }),
    answer: network,
    errors: DATABASE,
    run: async ({ services, body, actor, headers }) => {
      const { single_machine, https_only } = body;
      if (https_only === true && services.https.port === null) throw new AppError("invalid_body", NO_HTTPS);
      if (https_only !== undefined) await services.https.wanted.keep(https_only, actor);
      if (single_machine !== undefined) {
        await services.singleMachine.keep(single_machine, actor);
        await services.sessions.endMisplaced(actor);
      }
      return networkOf(services, headers);
    },
  }),
  route({
    method: "POST",
    path: "/api/network/https",
    summary: "Make an authority of the shop's own, by which tills come by HTTPS beside HTTP",
    description: "As `comptoir tls init`. One that is there stays.",
    body: NOTHING,
    mayBeEmpty: true,
    status: 201,
    answer: network,
    errors: [...DATABASE, "port_taken"],
    run: async ({ services, headers }) => {
      await services.https.open();
      return networkOf(services, headers);
    },
  }),
];

const NO_HTTPS = {
  field: "https_only",
  reason: say("la boutique n'a pas encore de HTTPS", "the shop has no HTTPS yet"),
};

function networkOf(services: Services, headers: Headers) {
  const { ownerUrl, tillUrls, secureUrls, trustUrls, ownTillUrl, singleMachine, https: { authority, only } } = services;
  return {
    owner: ownerUrl(),
    addresses: tillUrls(),
    single_machine: singleMachine.on,
    single_machine_by_flag: singleMachine.byFlag,
    https: authority === null
      ? null
      : { addresses: secureUrls(), fingerprint: authority.fingerprint, until: authority.until, trust: trustUrls() },
    https_only: only,
    own_till: singleMachine.on ? ownTillUrl(headers.get("host") ?? "") : null,
  };
}
