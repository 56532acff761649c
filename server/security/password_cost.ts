/** What a password costs whoever makes it or tries one: as many doublings of bcrypt's work. */

const COST = 12;

/** Names a variable by which a checkout's server makes passwords at a cost of its own, for tests: they sign in by the hundred. */
export const TEST_PASSWORD_COST = "COMPTOIR_TEST_PASSWORD_COST";

/** A shop's; a test's, unless this is a shop's executable. */
export function passwordCost(): number {
  return Number((Deno.build.standalone ? undefined : Deno.env.get(TEST_PASSWORD_COST)) ?? COST);
}
