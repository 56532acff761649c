/** WCAG 2.2 AA, as far as a program can tell, on the archive's verifier and the API's words. */
import { auditSection } from "../support/audit.ts";

auditSection("paper");
