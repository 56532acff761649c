/** WS /ws/afficheur: what a customer display shows. It has a key instead of a session, and may say nothing. */
import { AppError } from "../../../shared/errors.ts";
import { LIMITS } from "../../../shared/limits.ts";
import { RequestThrottle } from "../../security/throttle.ts";
import { type AnyRoute, route } from "../route.ts";
import { expectUpgrade, socketToken, upgrade } from "../upgrading.ts";

export function displaySocketRoutes(): readonly AnyRoute[] {
  const throttle = new RequestThrottle(LIMITS.displayRequestsPerMinute);
  return [
    route({
      method: "GET",
      path: "/ws/afficheur",
      auth: "public",
      summary: "What a customer display shows (WebSocket)",
      description:
        "The key comes as the token of /ws does. Frames: display, with `shows`, all that is to be seen, at the beginning and " +
        "whenever it changes: caisse, boutique, demo (of a demo shop), presente (its cashier is there), formation (what is rung up is for practice), and ticket, null while there is none (id, etat, formation, lignes, remise, total_ttc, donne, compte, rendu, " +
        "and recu, the path of its receipt's page where the till gave it one); heartbeat. No person's name. Close codes: 4400 when it says " +
        "anything, 4401 when the key opens nothing, 4408 too slow, 1001 stopping.",
      status: 101,
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
