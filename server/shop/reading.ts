/** The shop as a reader sees it: who may see what, and the look-ups by name. A reader has a thread of its own, which holds nothing else of it. */
import type { Readable } from "../database/application.ts";
import { QUESTIONS } from "./questions.ts";
import { RIGHTS } from "./rights.ts";

export const reading: Readable = { rights: RIGHTS, questions: QUESTIONS };
