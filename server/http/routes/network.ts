/** GET /api/network: the addresses by which tills join, for the owner. */
import * as z from "zod";
import { type AnyRoute, route } from "../route.ts";

export const networkRoutes: readonly AnyRoute[] = [
  route({
    method: "GET",
    path: "/api/network",
    summary: "The addresses by which tills join",
    answer: z.object({ owner: z.string(), addresses: z.array(z.string()) }).meta({ id: "Network" }),
    errors: [],
    run: ({ services }) => ({ owner: services.ownerUrl(), addresses: services.tillUrls() }),
  }),
];
