/** WCAG 2.2 AA, as far as a program can tell, on an empty shop's screens. */
import { auditSection } from "../support/audit.ts";

auditSection("empty");
