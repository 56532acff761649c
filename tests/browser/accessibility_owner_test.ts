/** WCAG 2.2 AA, as far as a program can tell, on the owner's page. */
import { auditSection } from "../support/audit.ts";

auditSection("owner");
