/** WS /ws/afficheur: what a customer display shows. It has a key instead of a session, and may say nothing. */
import type * as z from "zod";
import { AppError } from "../../../shared/errors.ts";
import { LIMITS } from "../../../shared/limits.ts";
import { CLOSE } from "../../../shared/protocol.ts";
import { RequestThrottle } from "../../security/throttle.ts";
import { type AnyRoute, route } from "../route.ts";
import { displayFrames } from "./frame_shapes.ts";
import { expectUpgrade, socketToken, upgrade } from "../upgrading.ts";

/** `shows`: what the application shows on a display; without it there is none. */
export function displaySocketRoutes(shows: z.ZodType | undefined): readonly AnyRoute[] {
  if (shows === undefined) return [];
  const throttle = new RequestThrottle(LIMITS.displayRequestsPerMinute);
  return [
    route({
      method: "GET",
      path: "/ws/afficheur",
      auth: "public",
      summary: "What a customer display shows (WebSocket)",
      description:
        "The key comes as the token of /ws does. What travels on it: /api/asyncapi.json; no person's name is in it. Close codes: " +
        `${CLOSE.malformed} when it says anything, ${CLOSE.sessionEnded} when the key opens nothing, ${CLOSE.tooSlow} too slow, ` +
        `${CLOSE.stopping} stopping.`,
      status: 101,
      frames: displayFrames(shows),
      answer: null,
      errors: ["invalid_request", "upgrade_required", "rate_limited", "https_required"],
      run: async ({ c, services: { displays, https }, found, headers }) => {
        expectUpgrade(c.req.raw);
        if (found.open && https.only) throw new AppError("https_required");
        await throttle.count(found.address);
        if (!displays.hasRoom(found.address)) throw new AppError("rate_limited", { retry_after: 5 });
        const key = socketToken(headers) ?? "";
        const { socket, response } = upgrade(c);
        displays.accept(socket, key, found.address);
        return response;
      },
    }),
  ];
}
