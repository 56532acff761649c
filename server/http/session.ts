/** What a route asks of the request's session. */
import { AppError, localeOf } from "../../shared/errors.ts";
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
    found.session = session.publicId;
    if (services.requests.enabled) await services.requests.count(session.publicId);
    return session;
  } catch (error) {
    if (error instanceof AppError && error.code === "role_not_allowed_here") {
      services.refusals.note("refused", anonymous(found.mode, found.address), { code: error.code, path: c.req.path });
      throw roleHint(c, error);
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

/** Tells an owner where to go, in the reader's language. */
export function roleHint(c: RequestContext, error: AppError): AppError {
  if (error.extras["role"] !== "administrateur") return error;
  const url = c.env.services.ownerUrl();
  const french = localeOf(c.req.header("accept-language")) === "fr";
  return new AppError(error.code, {
    ...error.extras,
    hint: french ? `Ouvrez ${url} sur le PC serveur.` : `Open ${url} on the server PC.`,
  });
}
