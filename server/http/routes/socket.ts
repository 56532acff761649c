/** WS /ws: a till's ear. Everything is judged before the upgrade: afterwards only close codes are left. */
import { AppError } from "../../../shared/errors.ts";
import { LIMITS } from "../../../shared/limits.ts";
import { BEARER_PROTOCOL_PREFIX, CLOSE, SUBPROTOCOL } from "../../../shared/protocol.ts";
import { type AnyRoute, route } from "../route.ts";
import { frames } from "./frame_shapes.ts";
import { expectUpgrade, socketToken, upgrade } from "../upgrading.ts";

export const socketRoutes: readonly AnyRoute[] = [
  route({
    method: "GET",
    path: "/ws",
    auth: "session",
    token: socketToken,
    summary: "Listen to changes (WebSocket)",
    description: `Browsers offer the subprotocols ${SUBPROTOCOL} and ${BEARER_PROTOCOL_PREFIX}<token>. What travels on it: ` +
      `/api/asyncapi.json. Close codes: ${CLOSE.malformed} malformed, or more than ${LIMITS.pingsPerHeartbeat} pings between ` +
      `two heartbeats, ${CLOSE.sessionEnded} session ended, ${CLOSE.notAllowed} not allowed, ${CLOSE.tooSlow} too slow, ` +
      `${CLOSE.stopping} stopping.`,
    parameters: [
      { name: "epoch", where: "query", text: "The epoch of the hello before, with since." },
      { name: "since", where: "query", text: "The last seq seen: what came after is sent again, in order." },
      {
        name: "together",
        where: "query",
        text: "1: what is committed, or told again, at once may come in one frame.",
        schema: { enum: ["1"] },
      },
      { name: "presence", where: "query", text: "1: tell who is there as well.", schema: { enum: ["1"] } },
    ],
    status: 101,
    frames,
    answer: null,
    errors: ["invalid_request", "upgrade_required"],
    run: ({ c, session, services: { hub }, found }) => {
      expectUpgrade(c.req.raw);
      if (!hub.hasRoom(session, found.address)) throw new AppError("rate_limited", { retry_after: 5 });
      const { searchParams } = new URL(c.req.raw.url, "http://localhost");
      const since = searchParams.get("since");
      const { socket, response } = upgrade(c);
      hub.accept(socket, session, found.address, {
        since: since === null ? null : { epoch: searchParams.get("epoch"), since },
        together: searchParams.get("together") === "1",
        presence: searchParams.get("presence") === "1",
      });
      return response;
    },
  }),
];
