/** What came of a weighing. */

/**
 * Why there is no weight. `under`: below its zero, or it does not find its zero. `mute`: nothing was said in time, or half of it.
 * `unreadable`: what it said is no weight in kilograms.
 */
export type NoWeight = "moving" | "over" | "under" | "empty" | "away" | "mute" | "unreadable";

/** `grams` is what lay there at rest after it was asked; never anything from before. */
export type Weighing = { readonly grams: number } | { readonly none: NoWeight };
