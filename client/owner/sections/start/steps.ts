/** The steps of a first run, in their order; the first is done before anybody can be here. */
import { addressOf } from "../../pages/place.ts";

export const STEPS = ["account", "shop", "people", "articles", "tills"] as const;
export type StepName = (typeof STEPS)[number];

/** Those that this section shows. */
export type OpenStep = Exclude<StepName, "account">;

export function stepNamed(name: string | undefined): OpenStep {
  const step = STEPS.find((step) => step === name);
  return step === undefined || step === "account" ? "shop" : step;
}

/** Where the step before or after one is; past the last, the overview, and before the first none. */
export function placeOf(step: OpenStep, by: 1 | -1): string | null {
  const next = STEPS[STEPS.indexOf(step) + by];
  return next === undefined ? addressOf("overview") : next === "account" ? null : addressOf("start", next);
}
