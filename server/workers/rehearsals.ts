/** Worker: the owner's long writes, tried on a copy, in a process of their own. */
import { serveRehearsals } from "../database/rehearsals.ts";
import { shop } from "../shop/application.ts";

serveRehearsals(self as unknown as Parameters<typeof serveRehearsals>[0], shop);
