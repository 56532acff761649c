/** What a route is given: the request as far as it was judged, with its body and whose it is. */
import { type Locale, localeOf } from "../../shared/errors.ts";
import type { Actor } from "../database/application.ts";
import { anonymous } from "../database/actors.ts";
import type { Session } from "../security/session.ts";
import type { Found, RequestContext, Services } from "./context.ts";

export class Asked<B = undefined, S extends Session | null = Session> {
  constructor(
    readonly c: RequestContext,
    readonly session: S,
    /** The body as it was sent. */
    readonly text: string,
    /** The body as its schema read it. */
    readonly body: B,
  ) {}

  get services(): Services {
    return this.c.env.services;
  }

  get found(): Found {
    return this.c.env.found;
  }

  get headers(): Headers {
    return this.c.req.raw.headers;
  }

  /** The path's parameters. */
  get parameters(): Readonly<Record<string, string>> {
    return this.c.req.param() as Record<string, string>;
  }

  /** What stands behind the `?`. */
  get query(): Readonly<Record<string, string>> {
    return this.c.req.query();
  }

  get locale(): Locale {
    return localeOf(this.headers.get("accept-language"));
  }

  /** Who asks, for the database and the journal. */
  get actor(): Actor {
    const { found: { mode, address, apiToken }, session, services } = this;
    if (apiToken !== null) return services.apiTokens.actor(apiToken, mode, address);
    return session === null ? anonymous(mode, address) : services.sessions.actor(session, address);
  }
}
