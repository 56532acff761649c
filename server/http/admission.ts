/** Lets a request in, or not: who asks is held against who may, here and nowhere else. */
import { AppError } from "../../shared/errors.ts";
import { API_TOKEN_PREFIX } from "../../shared/scopes.ts";
import { anonymous } from "../database/actors.ts";
import type { Actor } from "../database/application.ts";
import type { Session } from "../security/session.ts";
import type { RequestContext } from "./context.ts";
import { type AnyRoute, OWNER_ALONE } from "./route.ts";

/** The session of who asks, at once where that is known; null where none is needed. Refusals are journaled. */
export function admitted(c: RequestContext, route: AnyRoute): Session | null | Promise<Session | null> {
  const { auth = OWNER_ALONE, token = ofBearer } = route;
  const { services: { https }, found: { mode, open } } = c.env;
  const shown = token(c.req.raw.headers);
  // What opens a session, and what opens for good, is no more said in the open; who is signed in works on until the session ends.
  const isSaid = auth === "public" || shown?.startsWith(API_TOKEN_PREFIX) === true;
  if (isSaid && open && https.only) throw new AppError("https_required");
  if (auth === "public" || (auth === "local" && mode === "server")) return null;
  if (auth === "server") {
    if (mode !== "server") throw outOfPlace(c, new AppError("role_not_allowed_here", { role: "administrateur" }));
    return null;
  }
  if (shown?.startsWith(API_TOKEN_PREFIX)) return machine(c, route, shown);
  const session = signedIn(c, shown);
  return session instanceof Promise ? session.then((known) => allowed(c, route, known)) : allowed(c, route, session);
}

function allowed(c: RequestContext, route: AnyRoute, session: Session): Session {
  const { auth = OWNER_ALONE } = route;
  if (typeof auth !== "string" && !auth.includes(session.user.role)) {
    throw forbidden(c, route, c.env.services.sessions.actor(session, c.env.found.address));
  }
  return session;
}

/** A machine with an API token made for this, within the request limit of each session: nobody is signed in. */
async function machine(c: RequestContext, route: AnyRoute, shown: string): Promise<null> {
  const { services: { apiTokens, requests }, found } = c.env;
  const token = apiTokens.authenticate(shown);
  found.session = token.publicId;
  if (requests.enabled) await requests.count(token.publicId);
  if (route.scope === undefined || !token.scopes.includes(route.scope)) {
    throw forbidden(c, route, apiTokens.actor(token, found.mode, found.address));
  }
  found.apiToken = token;
  return null;
}

/** The session of the Bearer token, within its request limit. */
function signedIn(c: RequestContext, token: string | null): Session | Promise<Session> {
  const { services: { sessions }, found: { mode } } = c.env;
  try {
    const session = sessions.authenticate(token, mode);
    if (!(session instanceof Promise)) return counted(c, session);
    return session.then((known) => counted(c, known), (error) => {
      throw misplaced(c, error);
    });
  } catch (error) {
    throw misplaced(c, error);
  }
}

function counted(c: RequestContext, session: Session): Session | Promise<Session> {
  const { services: { requests }, found } = c.env;
  found.session = session.publicId;
  return requests.enabled ? requests.count(session.publicId).then(() => session) : session;
}

function misplaced(c: RequestContext, error: unknown): unknown {
  return error instanceof AppError && error.code === "role_not_allowed_here" ? outOfPlace(c, error) : error;
}

/** A role where it may not work. */
function outOfPlace(c: RequestContext, error: AppError): AppError {
  const { services, found } = c.env;
  services.refusals.note("refused", anonymous(found.mode, found.address), { code: error.code, path: c.req.path });
  return error;
}

/** A role or a machine that may not have this, wherever it works. */
function forbidden(c: RequestContext, { command, method }: AnyRoute, actor: Actor): AppError {
  const { services } = c.env;
  const what = command === undefined ? { path: c.req.path } : { command };
  services.refusals.note("refused", actor, { code: "forbidden", ...what });
  return new AppError("forbidden", { table: null, column: null, operation: command ?? `${method} ${c.req.path}` });
}

function ofBearer(headers: Headers): string | null {
  return bearerToken(headers.get("authorization"));
}

export function bearerToken(header: string | null): string | null {
  const match = header === null ? null : /^Bearer +([\w.~+/=-]+)$/i.exec(header);
  return match === null ? null : match[1]!;
}
