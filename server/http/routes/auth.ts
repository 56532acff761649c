/** /api/auth: signing in and out, and one's own password. */
import * as z from "zod";
import type { AuthResult } from "../../../shared/protocol.ts";
import type { Identified } from "../../security/session.ts";
import type { Asked } from "../asked.ts";
import { type AnyRoute, DATABASE, route } from "../route.ts";
import { mode, newPassword, password, time, user } from "./shapes.ts";

export const authenticated = z.object({ token: z.string(), token_type: z.literal("Bearer"), expires_at: time, user })
  .meta({ id: "Authenticated" });

export const authRoutes: readonly AnyRoute[] = [
  route({
    method: "POST",
    path: "/api/auth",
    auth: "public",
    summary: "Sign in",
    description: "The token is a JWT that names a session; the session decides, sliding by use for one shift, at most 24 h.",
    body: z.strictObject({ username: z.string().max(4096), password }).meta({ id: "Credentials" }),
    answer: authenticated,
    errors: ["invalid_credentials", "role_not_allowed_here", "too_many_attempts", ...DATABASE],
    run: async (asked) => {
      const { body: { username, password }, services: { accounts }, found } = asked;
      return await signedIn(asked, await accounts.signIn(username, password, found.mode, found.address));
    },
  }),
  route({
    method: "GET",
    path: "/api/auth",
    auth: "session",
    summary: "The present session",
    answer: z.object({ expires_at: time, mode, user }).meta({ id: "PresentSession" }),
    errors: [],
    run: ({ services, session }) => ({
      expires_at: services.sessions.times(session).expires_at,
      mode: session.mode,
      user: session.user,
    }),
  }),
  route({
    method: "DELETE",
    path: "/api/auth",
    auth: "session",
    summary: "Sign out: the session ends at once everywhere",
    status: 204,
    answer: null,
    errors: DATABASE,
    run: ({ services, session, actor }) => services.sessions.end(session, "signed_out", actor),
  }),
  route({
    method: "PUT",
    path: "/api/auth/password",
    auth: "session",
    summary: "Change one's own password; the user's other sessions end",
    body: z.strictObject({ current: password, new: newPassword }).meta({ id: "PasswordChange" }),
    status: 204,
    answer: null,
    errors: ["invalid_credentials", "too_many_attempts", ...DATABASE],
    run: ({ services, session, body, actor }) => services.accounts.changeOwnPassword(session, body.current, body.new, actor),
  }),
];

/** Opens a session for somebody whose password was right. */
export async function signedIn(
  { services, found, headers }: Asked<unknown, null>,
  identified: Identified,
): Promise<AuthResult> {
  const device = headers.get("user-agent") ?? "";
  const { session, token } = await services.sessions.begin(identified, found.mode, found.address, device);
  return { token, token_type: "Bearer", expires_at: services.sessions.times(session).expires_at, user: session.user };
}
