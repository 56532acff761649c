/** Categories as tabs, each with its colour beside its name. */
import { useEffect, useRef } from "preact/hooks";
import type { Category } from "./catalogue.ts";

interface CategoryTabsProps {
  categories: readonly Category[];
  /** Null for all of them. */
  chosen: number | null;
  label: string;
  all: string;
  onChoose: (category: number | null) => void;
}

export function CategoryTabs({ categories, chosen, label, all, onChoose }: CategoryTabsProps) {
  const row = useRef<HTMLDivElement>(null);
  // Chosen by a key it may be out of sight.
  useEffect(() => {
    row.current?.querySelector("[aria-pressed=true]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [chosen]);
  const tab = (id: number | null, name: string, color: string | null) => (
    <button
      type="button"
      key={id}
      class="tab"
      aria-pressed={chosen === id}
      onClick={() => onChoose(id)}
    >
      {color !== null && <span class="tab-color" style={{ "--tint": color }} aria-hidden="true" />}
      {name}
    </button>
  );
  return (
    <div class="tabs" role="group" aria-label={label} ref={row} onFocusIn={intoSight}>
      {tab(null, all, null)}
      {categories.map(({ id, name, color }) => tab(id, name, color))}
    </div>
  );
}

/** Where a row scrolls sideways, browsers leave what has the focus aside as long as a little of it is seen. */
export function intoSight({ target }: FocusEvent): void {
  if (target instanceof Element) target.scrollIntoView({ block: "nearest", inline: "nearest" });
}
