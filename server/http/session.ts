/** What a route asks of the request's session. */
import { AppError } from "../../shared/errors.ts";
import type { Actor } from "../database/application.ts";
import type { Session } from "../security/session_manager.ts";
import type { RequestContext } from "./context.ts";
import { anonymous } from "../security/accounts.ts";

/** The session of the Bearer token, within its request limit; refusals of a role in the wrong place are journaled. */
export async function requireSession(
  c: RequestContext,
  token: string | null = bearerToken(c.req.raw.headers.get("authorization")),
): Promise<Session> {
  const { services, found } = c.env;
  try {
    const session = await services.sessions.authenticate(token, found.mode);
    if (services.requests.enabled) await services.requests.count(session.publicId);
    return session;
  } catch (error) {
    if (error instanceof AppError && error.code === "role_not_allowed_here") {
      services.refusals.note("refused", anonymous(found.mode, found.address), { code: error.code, path: c.req.path });
      throw roleHint(error, services.ownerUrl());
    }
    throw error;
  }
}

export async function requireOwner(c: RequestContext): Promise<Session> {
  const session = await requireSession(c);
  if (session.user.role !== "administrateur") {
    c.env.services.refusals.note("refused", actorOf(c, session), { code: "forbidden", path: c.req.path });
    throw new AppError("forbidden", { table: null, column: null, operation: `${c.req.method} ${c.req.path}` });
  }
  return session;
}

export function actorOf(c: RequestContext, session: Session): Actor {
  return c.env.services.sessions.actor(session, c.env.found.address);
}

export function bearerToken(header: string | null): string | null {
  const match = header === null ? null : /^Bearer +([\w.~+/=-]+)$/i.exec(header);
  return match === null ? null : match[1]!;
}

/** Tells an owner where to go. */
export function roleHint(error: AppError, ownerUrl: string): AppError {
  const owner = error.extras["role"] === "administrateur";
  return new AppError(error.code, { ...error.extras, hint: owner ? `→ ${ownerUrl} (serveur / server PC)` : "" });
}
