/** Worker: the owner's long writes, tried without writing, in a process of their own. */
import { serveRehearsals } from "../database/writing/rehearsals.ts";
import { shop } from "../shop/application.ts";

serveRehearsals(self as unknown as Parameters<typeof serveRehearsals>[0], shop);
