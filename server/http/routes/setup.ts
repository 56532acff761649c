/** POST /api/setup: the first owner. */
import * as z from "zod";
import { type AnyRoute, DATABASE, route } from "../route.ts";
import { authenticated, signedIn } from "./auth.ts";
import { newPassword, personName, username } from "./shapes.ts";

export const setupRoutes: readonly AnyRoute[] = [
  route({
    method: "POST",
    path: "/api/setup",
    auth: "server",
    summary: "Make the first owner's account and sign in",
    description: "On the server PC only, and only while there is no owner.",
    body: z.strictObject({ username, password: newPassword, name: personName.optional() }).meta({ id: "Setup" }),
    status: 201,
    answer: authenticated,
    errors: ["already_set_up", "username_taken", ...DATABASE],
    run: async (asked) => await signedIn(asked, await asked.services.accounts.setUp(asked.body, asked.actor)),
  }),
];
