/** Makes routes answer: who asks is judged, the body read and checked, and what comes of it sent. */
import { Hono } from "hono";
import { AppError } from "../../shared/errors.ts";
import { LIMITS } from "../../shared/limits.ts";
import { AddressRouter } from "./address_router.ts";
import { admitted } from "./admission.ts";
import { Asked } from "./asked.ts";
import { parseBody, readText } from "./body.ts";
import type { Env, RequestContext } from "./context.ts";
import { currentRequest } from "./current_request.ts";
import type { Paths } from "./paths.ts";
import { thrownResponse } from "./refuse.ts";
import { empty, json } from "./respond.ts";
import type { AnyRoute } from "./route.ts";

export function mount(routes: readonly AnyRoute[], paths: Paths): Hono<Env> {
  const app = new Hono<Env>({ router: new AddressRouter() });
  for (const route of routes) app.on(route.method, route.path, handlerOf(route));
  // Here and not as a route of its own: a path with one route is dispatched at half the cost.
  app.notFound((c) => within(c, () => nothingThere(c, paths)));
  app.onError((error, c) => within(c, () => thrownResponse(c, error)));
  return app;
}

/** Does what belongs to a request: whatever nobody catches in it is told with its id. */
function within<T>(c: RequestContext, work: () => T): T {
  return currentRequest.run(c.env.found.requestId, work);
}

function nothingThere(c: RequestContext, paths: Paths): Response {
  const allowed = paths.methodsOf(c.req.path);
  // An address such as /assets/:name may be known and yet have nothing there.
  if (allowed === null || allowed.includes(c.req.method)) return thrownResponse(c, new AppError("not_found"));
  const refused = thrownResponse(c, new AppError("method_not_allowed", { method: c.req.method }));
  refused.headers.set("allow", allowed.join(", "));
  return refused;
}

function handlerOf(route: AnyRoute): (c: RequestContext) => Response | Promise<Response> {
  const { auth, body, mayBeEmpty } = route;
  // What anybody may ask may be known at once: then nothing is waited for.
  if (auth === "public" && body === undefined) {
    const known = (c: RequestContext) => {
      const answered = route.run(new Asked(c, null, "", undefined));
      return answered instanceof Promise ? answered.then((value) => leave(c, route, value)) : leave(c, route, answered);
    };
    return route.atOnce === true ? known : (c) => within(c, () => known(c));
  }
  const most = route.bodyBytes ?? (auth === "public" || auth === "server" ? LIMITS.publicBodyBytes : LIMITS.bodyBytes);
  const answer = async (c: RequestContext) => {
    // Who is known already is let in without waiting.
    const admission = admitted(c, route);
    const session = admission instanceof Promise ? await admission : admission;
    const text = body === undefined ? "" : await readText(c, most);
    const given = body === undefined ? undefined : parseBody(mayBeEmpty && text === "" ? "{}" : text, body, route.isPlain);
    return leave(c, route, await route.run(new Asked(c, session, text, given)));
  };
  return (c) => within(c, () => answer(c));
}

function leave(c: RequestContext, { status = 200 }: AnyRoute, answered: unknown): Response {
  if (answered instanceof Response) return answered;
  return status === 204 ? empty(c) : json(c, answered, status);
}
