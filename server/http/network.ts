/** GET /api/network: the addresses by which tills join, for the owner. */
import type { Hono } from "hono";
import type { Env } from "./context.ts";
import { json } from "./respond.ts";
import { requireOwner } from "./session.ts";

export function networkRoutes(app: Hono<Env>): void {
  app.get("/api/network", async (c) => {
    await requireOwner(c);
    return json(c, { owner: c.env.services.ownerUrl(), addresses: c.env.services.tillUrls() });
  });
}
