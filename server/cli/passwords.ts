/** bcrypt's worker, for commands that run without a server. */
import type { Casualties } from "../database/workers/casualties.ts";
import { Passwords } from "../security/passwords.ts";

export function startPasswords(casualties: Casualties): Passwords {
  return new Passwords(() => new Worker(new URL("../workers/passwords.ts", import.meta.url), { type: "module" }), casualties);
}
