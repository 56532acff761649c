/** /api/auth/pin: people who take turns at one till sign in by a few digits, there and nowhere else. */
import * as z from "zod";
import { LIMITS } from "../../../shared/limits.ts";
import { RequestThrottle } from "../../security/throttle.ts";
import { type AnyRoute, DATABASE, route } from "../route.ts";
import { authenticated, signedIn } from "./auth.ts";
import { accountId } from "./users.ts";
import { count, password } from "./shapes.ts";

const device = {
  caisse: z.string().max(20).describe("The till that is bound to this device."),
  cle: z.string().regex(/^[\w-]{43}$/, "32 bytes as base64url").describe("The key that its device alone has."),
};
const pin = z.string().max(64).describe("4 to 8 digits; not one of those that anybody tries first.");

const WHERE =
  "A PIN opens nothing but this: on a till that the owner lets take PINs and that is bound to its device, for a day after a cashier signed in there by " +
  "password. ";

export function pinRoutes(): readonly AnyRoute[] {
  const throttle = new RequestThrottle(LIMITS.pinRequestsPerMinute);
  return [
    route({
      method: "POST",
      path: "/api/auth/pin",
      auth: "public",
      summary: "Sign in by PIN on an enrolled till",
      description:
        `${WHERE}Five wrong ones in a row lock a person's PIN until their password is given, fifteen lock the till's ` +
        "until a cashier signs in there by password. The session is short, and opens no other device for PINs.",
      body: z.strictObject({ user_id: count, pin, ...device }).meta({ id: "PinCredentials" }),
      answer: authenticated,
      errors: ["invalid_credentials", "pin_not_here", "pin_locked", "role_not_allowed_here", "rate_limited", ...DATABASE],
      run: async (asked) => {
        const { body: { user_id, pin, ...device }, services: { pins }, found } = asked;
        await throttle.count(found.address);
        return await signedIn(asked, await pins.signIn(user_id, pin, device, found.mode, found.address));
      },
    }),
    route({
      method: "POST",
      path: "/api/auth/pin/people",
      auth: "public",
      summary: "Who may sign in by PIN on this device; nobody until a cashier signed in there by password",
      body: z.strictObject(device).meta({ id: "PinDevice" }),
      answer: z.object({ people: z.array(z.object({ id: count, name: z.string() })) }).meta({ id: "PinPeople" }),
      errors: ["pin_not_here", "rate_limited", ...DATABASE],
      run: async ({ body, services: { pins }, found }) => {
        await throttle.count(found.address);
        return { people: await pins.people(body, found.mode, found.address) };
      },
    }),
    route({
      method: "POST",
      path: "/api/auth/pin/device",
      auth: ["caisse"],
      summary: "Let PINs be used on this device for a day: for a cashier who signed in by password",
      body: z.strictObject(device).meta({ id: "PinDeviceOpened" }),
      status: 204,
      answer: null,
      errors: ["pin_not_here", ...DATABASE],
      run: ({ body, services: { pins }, session, actor }) => pins.openDevice(body, session, actor),
    }),
    route({
      method: "PUT",
      path: "/api/auth/pin",
      auth: "session",
      summary: "Set one's own PIN, or take it away, with one's password",
      body: z.strictObject({ current: password, pin: pin.nullable() }).meta({ id: "OwnPin" }),
      status: 204,
      answer: null,
      errors: ["invalid_credentials", "too_many_attempts", ...DATABASE],
      run: async ({ body, services: { accounts, pins }, session, actor, found }) => {
        await accounts.signIn(session.user.username, body.current, session.mode, found.address);
        await pins.set(session.user.id, body.pin, actor);
      },
    }),
    route({
      method: "PUT",
      path: "/api/users/:id/pin",
      summary: "Set somebody's PIN, or take it away",
      body: z.strictObject({ pin: pin.nullable() }).meta({ id: "PersonsPin" }),
      status: 204,
      answer: null,
      errors: ["not_found", ...DATABASE],
      run: ({ body, services: { pins }, parameters, actor }) => pins.set(accountId(parameters["id"]!), body.pin, actor),
    }),
  ];
}
