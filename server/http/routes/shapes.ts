/** What several routes take and answer: people, rows, times. */
import * as z from "zod";
import { LIMITS } from "../../../shared/limits.ts";
import { PERSON_NAME, USERNAME } from "../../../shared/people_names.ts";
import { ROLES } from "../../../shared/roles.ts";

export const username = z.string().trim().min(1).max(LIMITS.usernameChars)
  .regex(USERNAME, "letters, digits, space and . _ @ - only")
  .describe("A name to sign in with; case does not matter.");
export const personName = z.string().trim().min(1).max(LIMITS.nameChars).regex(PERSON_NAME, "no control characters");
/** Length is judged apart, so that the answer says what is wrong with it. */
export const password = z.string().max(4096).describe("10 characters to 72 bytes of UTF-8.");
/** One that is set: signing in with it, any length may come. */
export const newPassword = password.meta({ description: "10 characters to 72 bytes of UTF-8.", minLength: 10, maxLength: 72 });
export const role = z.enum(ROLES);
export const mode = z.enum(["server", "client"]);

export const user = z.object({ id: z.number().int(), username: z.string(), name: z.string(), role }).meta({ id: "User" });

export const time = z.string().meta({ description: "RFC 3339, UTC", format: "date-time" });
export const count = z.number().int();
const value = z.any().describe(
  'Text, number, null, {"$blob":"<base64>"}; integers beyond ±(2^53 − 1) as decimal text; infinities as {"$real":"Infinity"} and {"$real":"-Infinity"}.',
);
export const row = z.record(z.string(), value);
