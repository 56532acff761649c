/** WS /ws: a till's ear. Everything is judged before the upgrade: afterwards only close codes are left. */
import { AppError } from "../../../shared/errors.ts";
import { LIMITS } from "../../../shared/limits.ts";
import { BEARER_PROTOCOL_PREFIX, CLOSE, SUBPROTOCOL } from "../../../shared/protocol.ts";
import { bearerToken } from "../admission.ts";
import { upgraded } from "../respond.ts";
import { type AnyRoute, route } from "../route.ts";
import { frames } from "./frame_shapes.ts";

const SOCKET_KEY = /^[A-Za-z0-9+/]{21}[AQgw]==$/;

export const socketRoutes: readonly AnyRoute[] = [
  route({
    method: "GET",
    path: "/ws",
    auth: "session",
    token: tokenOf,
    summary: "Listen to changes (WebSocket)",
    description: `Browsers offer the subprotocols ${SUBPROTOCOL} and ${BEARER_PROTOCOL_PREFIX}<token>. What travels on it: ` +
      `/api/asyncapi.json. Close codes: ${CLOSE.malformed} malformed, or more than ${LIMITS.pingsPerHeartbeat} pings between ` +
      `two heartbeats, ${CLOSE.sessionEnded} session ended, ${CLOSE.notAllowed} not allowed, ${CLOSE.tooSlow} too slow, ` +
      `${CLOSE.stopping} stopping.`,
    parameters: [
      { name: "epoch", where: "query", text: "The epoch of the hello before, with since." },
      { name: "since", where: "query", text: "The last seq seen: what came after is sent again, in order." },
      { name: "presence", where: "query", text: "1: tell who is there as well.", schema: { enum: ["1"] } },
    ],
    status: 101,
    frames,
    answer: null,
    errors: ["invalid_request", "upgrade_required"],
    run: ({ c, session, services: { hub, connections }, found, headers }) => {
      const request = c.req.raw;
      if (request.method !== "GET" || headers.get("upgrade")?.toLowerCase() !== "websocket") {
        throw new AppError("upgrade_required");
      }
      // The runtime does not look: a client of another version would be spoken to in one that it does not know.
      if (headers.get("sec-websocket-version") !== "13") throw new AppError("upgrade_required");
      // Sixteen bytes in base64; the runtime would answer 101 to anything.
      if (!SOCKET_KEY.test(headers.get("sec-websocket-key") ?? "")) throw new AppError("invalid_request");
      if (!hub.hasRoom(session, found.address)) throw new AppError("rate_limited", { retry_after: 5 });
      const { searchParams } = new URL(request.url, "http://localhost");
      const since = searchParams.get("since");
      // The token is never echoed: the one protocol of the two that may be selected is ours. (Deno's own
      // option for it refuses a list without spaces behind its commas.)
      const protocol = protocolsOf(headers).includes(SUBPROTOCOL) ? SUBPROTOCOL : null;
      // From here on nothing of the request can be read any more, and an upgrade that is not answered ends the program.
      const { socket, response } = upgrade(request);
      connections.listens(found.peer, socket);
      hub.accept(socket, session, found.address, {
        since: since === null ? null : { epoch: searchParams.get("epoch"), since },
        presence: searchParams.get("presence") === "1",
      });
      return upgraded(c, response, protocol);
    },
  }),
];

/** An upgrade that lacks a header of its own is the sender's fault. */
function upgrade(request: Request): Deno.WebSocketUpgrade {
  try {
    return Deno.upgradeWebSocket(request, { idleTimeout: LIMITS.socketIdleS });
  } catch (error) {
    if (error instanceof TypeError) throw new AppError("invalid_request");
    throw error;
  }
}

/** Native clients send a header; browsers cannot, and offer the token as a second subprotocol. */
function tokenOf(headers: Headers): string | null {
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
