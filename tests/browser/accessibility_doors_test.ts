/** WCAG 2.2 AA, as far as a program can tell, on the first run and the sign-in. */
import { auditSection } from "../support/audit.ts";

auditSection("doors");
