/** Ids of tickets, and a name of the shop, by which a test ends the shop's writer, or holds it: see `mortal_writer.ts`. */

/** Inside SQLite for ever. */
export const STUCK = "00000000-0000-7000-8000-0000000000aa";
/** An error that nobody catches, after the commit and before the answer. */
export const DEADLY = "00000000-0000-7000-8000-0000000000bb";
