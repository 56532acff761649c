/** The words of the first run, which nobody else ever needs: not among those that everyone fetches. */
import type { Locale } from "../../../shared/errors.ts";
import { setup as en } from "./setup_en.ts";
import { setup as fr, type SetupWords } from "./setup_fr.ts";

export const SETUP: Readonly<Record<Locale, SetupWords>> = { fr, en };
