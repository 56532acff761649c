/** /api/users: the shop's accounts, for the owner. */
import * as z from "zod";
import { AppError } from "../../../shared/errors.ts";
import { NO_SUCH_ACCOUNT } from "../../security/account_commands.ts";
import { type AnyRoute, DATABASE, route } from "../route.ts";
import { newPassword, personName, role, time, user, username } from "./shapes.ts";

const account = user.extend({ active: z.boolean() }).meta({ id: "Account" });

const listed = user.extend({
  active: z.boolean(),
  created_at: time,
  password: z.boolean().describe("Has a password; who comes from head office has none until the owner gives one."),
  pin: z.boolean().describe("Has a PIN."),
  pin_locked: z.boolean().describe("Too many wrong ones: it opens nothing until the password is given, or another is set."),
});

export const userRoutes: readonly AnyRoute[] = [
  route({
    method: "GET",
    path: "/api/users",
    summary: "The shop's accounts",
    answer: z.object({ users: z.array(listed) }).meta({ id: "Accounts" }),
    errors: DATABASE,
    run: async ({ services }) => ({ users: await services.accounts.list() }),
  }),
  route({
    method: "POST",
    path: "/api/users",
    summary: "Add an account",
    body: z.strictObject({ username, password: newPassword, role, name: personName.optional() }).meta({ id: "NewUser" }),
    status: 201,
    answer: account,
    errors: ["username_taken", ...DATABASE],
    run: ({ services, body, actor }) => services.accounts.add(body, actor),
  }),
  route({
    method: "PATCH",
    path: "/api/users/:id",
    summary: "Change an account: name, role, password, or whether it is active",
    description: "Whoever loses a role, a password or the account is signed out at once, sockets too.",
    body: z.strictObject({
      name: personName.optional(),
      role: role.optional(),
      active: z.boolean().optional(),
      password: newPassword.optional(),
    }).refine((patch) => Object.keys(patch).length > 0, "nothing to change").meta({ id: "UserChange" }),
    answer: account,
    errors: ["not_found", "last_owner", ...DATABASE],
    run: ({ services, parameters, body, actor }) => services.accounts.change(accountId(parameters["id"]!), body, actor),
  }),
];

export function accountId(text: string): number {
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new AppError("not_found", NO_SUCH_ACCOUNT);
  return Number(text);
}
