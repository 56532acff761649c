/** WS /ws: a till's ear. Everything is judged before the upgrade: afterwards only close codes are left. */
import type { Hono } from "hono";
import { AppError } from "../../shared/errors.ts";
import { BEARER_PROTOCOL_PREFIX, SUBPROTOCOL } from "../../shared/protocol.ts";
import type { Env } from "./context.ts";
import { bearerToken, requireSession } from "./session.ts";

/** Seconds without a sign of life from the peer (Deno sends pings by itself). */
const IDLE_TIMEOUT_S = 30;

const SOCKET_KEY = /^[A-Za-z0-9+/]{21}[AQgw]==$/;

export function socketRoutes(app: Hono<Env>): void {
  app.get("/ws", async (c) => {
    const { services, found } = c.env;
    const request = c.req.raw;
    const { headers } = request;
    const offered = (headers.get("sec-websocket-protocol") ?? "").split(",").map((name) => name.trim());
    const session = await requireSession(c, tokenOf(headers.get("authorization"), offered));
    if (request.method !== "GET" || headers.get("upgrade")?.toLowerCase() !== "websocket") throw new AppError("upgrade_required");
    // The runtime does not look: a client of another version would be spoken to in one that it does not know.
    if (headers.get("sec-websocket-version") !== "13") throw new AppError("upgrade_required");
    // Sixteen bytes in base64; the runtime would answer 101 to anything.
    if (!SOCKET_KEY.test(headers.get("sec-websocket-key") ?? "")) throw new AppError("invalid_request");
    if (!services.hub.hasRoom(session, found.address)) throw new AppError("rate_limited", { retry_after: 5 });
    const { searchParams } = new URL(request.url, "http://localhost");
    const since = searchParams.get("since");
    const { socket, response } = upgrade(request);
    response.headers.set("x-request-id", found.requestId);
    // The token is never echoed: the one protocol of the two that may be selected is ours. (Deno's own
    // option for it refuses a list without spaces behind its commas.)
    if (offered.includes(SUBPROTOCOL)) response.headers.set("sec-websocket-protocol", SUBPROTOCOL);
    services.connections.listens(found.peer, socket);
    services.hub.accept(socket, session, found.address, {
      since: since === null ? null : { epoch: searchParams.get("epoch"), since },
      presence: searchParams.get("presence") === "1",
    });
    return response;
  });
}

/** An upgrade that lacks a header of its own is the sender's fault. */
function upgrade(request: Request): Deno.WebSocketUpgrade {
  try {
    return Deno.upgradeWebSocket(request, { idleTimeout: IDLE_TIMEOUT_S });
  } catch (error) {
    if (error instanceof TypeError) throw new AppError("invalid_request");
    throw error;
  }
}

/** Native clients send a header; browsers cannot, and offer the token as a second subprotocol. */
function tokenOf(authorization: string | null, offered: readonly string[]): string | null {
  if (authorization !== null) return bearerToken(authorization);
  if (!offered.includes(SUBPROTOCOL)) return null;
  const bearer = offered.find((name) => name.startsWith(BEARER_PROTOCOL_PREFIX));
  return bearer === undefined ? null : bearer.slice(BEARER_PROTOCOL_PREFIX.length);
}
