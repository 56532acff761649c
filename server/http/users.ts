/** /api/users: the shop's accounts, for the owner. */
import type { Hono } from "hono";
import { AppError } from "../../shared/errors.ts";
import { NO_SUCH_ACCOUNT } from "../security/commands.ts";
import { readBody } from "./body.ts";
import type { Env } from "./context.ts";
import { json } from "./respond.ts";
import { userBody, userPatch } from "./schemas.ts";
import { actorOf, requireOwner } from "./session.ts";

export function userRoutes(app: Hono<Env>): void {
  app.get("/api/users", async (c) => {
    await requireOwner(c);
    return json(c, { users: await c.env.services.accounts.list() });
  });

  app.post("/api/users", async (c) => {
    const session = await requireOwner(c);
    const body = await readBody(c, userBody);
    return json(c, await c.env.services.accounts.add(body, actorOf(c, session)), 201);
  });

  app.patch("/api/users/:id", async (c) => {
    const session = await requireOwner(c);
    const body = await readBody(c, userPatch);
    const id = /^[1-9]\d{0,14}$/.test(c.req.param("id")) ? Number(c.req.param("id")) : null;
    if (id === null) throw new AppError("not_found", NO_SUCH_ACCOUNT);
    return json(c, await c.env.services.accounts.change(id, body, actorOf(c, session)));
  });
}
