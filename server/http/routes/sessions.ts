/** /api/sessions: who is signed in, for the owner, who can end it. */
import * as z from "zod";
import { AppError, say } from "../../../shared/errors.ts";
import { type AnyRoute, DATABASE, route } from "../route.ts";
import { mode, time, user } from "./shapes.ts";

export const sessionRoutes: readonly AnyRoute[] = [
  route({
    method: "GET",
    path: "/api/sessions",
    summary: "Who is signed in, from where, since when",
    answer: z.object({
      sessions: z.array(z.object({
        id: z.string(),
        user,
        mode,
        address: z.string(),
        device: z.string(),
        since: time,
        last_seen: time,
        expires_at: time,
        sockets: z.number().int(),
        current: z.boolean(),
        by_pin: z.boolean().describe("Begun by a PIN: short."),
      })),
    }).meta({ id: "Sessions" }),
    errors: [],
    run: ({ services: { sessions, hub }, session: mine }) => ({
      sessions: sessions.open.map((session) => ({
        id: session.publicId,
        user: session.user,
        mode: session.mode,
        address: session.address,
        device: session.device,
        ...sessions.times(session),
        sockets: hub.socketsOf(session),
        current: session === mine,
        by_pin: session.byPin,
      })),
    }),
  }),
  route({
    method: "DELETE",
    path: "/api/sessions/:id",
    summary: "End a session",
    status: 204,
    answer: null,
    errors: ["not_found", ...DATABASE],
    run: async ({ services: { sessions }, parameters, actor }) => {
      const session = sessions.byPublicId(parameters["id"]!);
      if (session === null) {
        throw new AppError("not_found", { reason: say("Cette session n'est pas ouverte", "This session is not open") });
      }
      await sessions.end(session, "ended_by_owner", actor);
    },
  }),
];
