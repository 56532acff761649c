/** WCAG 2.2 AA, as far as a program can tell, on the cashier's screens and dialogs. */
import { auditSection } from "../support/audit.ts";

auditSection("caisse");
