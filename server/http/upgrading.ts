/** A request that becomes a WebSocket: what it must be, which protocol is selected, and the token that a browser cannot send as a header. */
import { AppError } from "../../shared/errors.ts";
import { LIMITS } from "../../shared/limits.ts";
import { BEARER_PROTOCOL_PREFIX, SUBPROTOCOL } from "../../shared/protocol.ts";
import { bearerToken } from "./admission.ts";
import type { RequestContext } from "./context.ts";
import { upgraded } from "./respond.ts";

const SOCKET_KEY = /^[A-Za-z0-9+/]{21}[AQgw]==$/;

/** `upgrade_required` for what is no upgrade, `invalid_request` for one that is none of RFC 6455. */
export function expectUpgrade(request: Request): void {
  const { headers } = request;
  if (request.method !== "GET" || headers.get("upgrade")?.toLowerCase() !== "websocket") throw new AppError("upgrade_required");
  // The runtime does not look: a client of another version would be spoken to in one that it does not know.
  if (headers.get("sec-websocket-version") !== "13") throw new AppError("upgrade_required");
  // Sixteen bytes in base64; the runtime would answer 101 to anything.
  if (!SOCKET_KEY.test(headers.get("sec-websocket-key") ?? "")) throw new AppError("invalid_request");
}

/** Upgrades what was expected. From here on nothing of the request can be read, and an upgrade that is not answered ends the program. */
export function upgrade(c: RequestContext): { readonly socket: WebSocket; readonly response: Response } {
  // The token is never echoed: the one protocol of the two that may be selected is ours. (Deno's own
  // option for it refuses a list without spaces behind its commas.)
  const protocol = protocolsOf(c.req.raw.headers).includes(SUBPROTOCOL) ? SUBPROTOCOL : null;
  const { socket, response } = begun(c.req.raw);
  c.env.services.connections.listens(c.env.found.peer, socket);
  return { socket, response: upgraded(c, response, protocol) };
}

/** An upgrade that lacks a header of its own is the sender's fault. */
function begun(request: Request): Deno.WebSocketUpgrade {
  try {
    return Deno.upgradeWebSocket(request, { idleTimeout: LIMITS.socketIdleS });
  } catch (error) {
    if (error instanceof TypeError) throw new AppError("invalid_request");
    throw error;
  }
}

/** Native clients send a header; browsers cannot, and offer the token as a second subprotocol. */
export function socketToken(headers: Headers): string | null {
  const authorization = headers.get("authorization");
  if (authorization !== null) return bearerToken(authorization);
  const offered = protocolsOf(headers);
  if (!offered.includes(SUBPROTOCOL)) return null;
  const bearer = offered.find((name) => name.startsWith(BEARER_PROTOCOL_PREFIX));
  return bearer === undefined ? null : bearer.slice(BEARER_PROTOCOL_PREFIX.length);
}

function protocolsOf(headers: Headers): readonly string[] {
  return (headers.get("sec-websocket-protocol") ?? "").split(",").map((name) => name.trim());
}
