/** POST /api/setup, and /api/auth: signing in and out. */
import type { Hono } from "hono";
import { AppError } from "../../shared/errors.ts";
import { LIMITS } from "../../shared/limits.ts";
import type { AuthResult } from "../../shared/protocol.ts";
import { anonymous } from "../security/accounts.ts";
import type { Identified, Session } from "../security/session_manager.ts";
import { readBody } from "./body.ts";
import type { Env, RequestContext } from "./context.ts";
import { empty, json } from "./respond.ts";
import { authBody, passwordBody, setupBody } from "./schemas.ts";
import { actorOf, requireSession, roleHint } from "./session.ts";

export function authRoutes(app: Hono<Env>): void {
  app.post("/api/setup", async (c) => {
    const { services, found } = c.env;
    if (found.mode !== "server") {
      const detail = { code: "role_not_allowed_here", path: c.req.path };
      services.refusals.note("refused", anonymous(found.mode, found.address), detail);
      throw roleHint(c, new AppError("role_not_allowed_here", { role: "administrateur" }));
    }
    const body = await readBody(c, setupBody, LIMITS.publicBodyBytes);
    const owner = await services.accounts.setUp(body, anonymous(found.mode, found.address));
    return json(c, await signedIn(c, owner), 201);
  });

  app.post("/api/auth", async (c) => {
    const { services, found } = c.env;
    const { username, password } = await readBody(c, authBody, LIMITS.publicBodyBytes);
    try {
      return json(c, await signedIn(c, await services.accounts.signIn(username, password, found.mode, found.address)));
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== "role_not_allowed_here") throw error;
      throw roleHint(c, error);
    }
  });

  app.get("/api/auth", async (c) => {
    const session = await requireSession(c);
    return json(c, { expires_at: expiry(c, session), mode: session.mode, user: session.user });
  });

  app.delete("/api/auth", async (c) => {
    const session = await requireSession(c);
    await c.env.services.sessions.end(session, "signed_out", actorOf(c, session));
    return empty(c);
  });

  app.put("/api/auth/password", async (c) => {
    const session = await requireSession(c);
    const body = await readBody(c, passwordBody);
    await c.env.services.accounts.changeOwnPassword(session, body.current, body.new, actorOf(c, session));
    return empty(c);
  });
}

async function signedIn(c: RequestContext, identified: Identified): Promise<AuthResult> {
  const { services, found } = c.env;
  const device = c.req.header("user-agent") ?? "";
  const { session, token } = await services.sessions.begin(identified, found.mode, found.address, device);
  return { token, token_type: "Bearer", expires_at: expiry(c, session), user: session.user };
}

function expiry(c: RequestContext, session: Session): string {
  return c.env.services.sessions.times(session).expires_at;
}
