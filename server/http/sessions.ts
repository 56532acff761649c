/** /api/sessions: who is signed in, for the owner, who can end it. */
import type { Hono } from "hono";
import { AppError, say } from "../../shared/errors.ts";
import type { Env } from "./context.ts";
import { empty, json } from "./respond.ts";
import { actorOf, requireOwner } from "./session.ts";

export function sessionRoutes(app: Hono<Env>): void {
  app.get("/api/sessions", async (c) => {
    const mine = await requireOwner(c);
    const { sessions, hub } = c.env.services;
    return json(c, {
      sessions: sessions.open.map((session) => ({
        id: session.publicId,
        user: session.user,
        mode: session.mode,
        address: session.address,
        device: session.device,
        ...sessions.times(session),
        sockets: hub.socketsOf(session),
        current: session === mine,
      })),
    });
  });

  app.delete("/api/sessions/:id", async (c) => {
    const mine = await requireOwner(c);
    const { sessions } = c.env.services;
    const session = sessions.byPublicId(c.req.param("id"));
    if (session === null) {
      throw new AppError("not_found", { reason: say("Cette session n'est pas ouverte", "This session is not open") });
    }
    await sessions.end(session, "ended_by_owner", actorOf(c, mine));
    return empty(c);
  });
}
