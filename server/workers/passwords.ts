/** Worker: bcrypt. */
import { servePasswords } from "../security/password_worker.ts";

servePasswords(self as unknown as Parameters<typeof servePasswords>[0]);
