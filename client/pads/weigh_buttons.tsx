/** What weighs, fetched when the first pad asks for a weight: most tills have no scale. */
import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { WeighButtonsProps } from "./aside.tsx";

const aside = signal<typeof import("./aside.tsx") | null>(null);

/** Nothing until it is here: the weight is typed meanwhile. */
export function WeighButtons(props: WeighButtonsProps) {
  useEffect(() => {
    if (aside.peek() === null) import("./aside.tsx").then((module) => aside.value = module, () => {});
  }, []);
  const Buttons = aside.value?.WeighButtons;
  return Buttons === undefined ? null : <Buttons {...props} />;
}
