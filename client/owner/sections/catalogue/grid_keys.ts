/** A table that is walked through by the arrow keys: Tab stops in it once, however many cells it has. */
import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";

/** What the keys go to, at most one in a cell; each is drawn with `tabIndex={-1}`. */
const STOPS = "td > button, td > a, td > label > input, td > .cell-open > .cell-field";

export interface GridKeys {
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onFocusIn: (event: FocusEvent) => void;
}

export function useGridKeys(grid: RefObject<HTMLElement | null>): GridKeys {
  const held = () => grid.current?.querySelector<HTMLElement>(`:is(${STOPS})[tabindex="0"]`) ?? null;
  const hold = (stop: HTMLElement) => {
    const before = held();
    if (before !== null && before !== stop) before.tabIndex = -1;
    stop.tabIndex = 0;
  };
  // What Tab would have stopped at may be gone with its row.
  useEffect(() => {
    const first = grid.current?.querySelector<HTMLElement>(STOPS) ?? null;
    if (held() === null && first !== null) hold(first);
  });
  return {
    onFocusIn: ({ target }) => target instanceof HTMLElement && target.matches(STOPS) && hold(target),
    onKeyDown: (event) => {
      const { target, key, shiftKey } = event;
      if (!(target instanceof HTMLElement) || !target.matches(STOPS)) return;
      // In a field the arrows are its own, and Tab saves and goes on to the next.
      const inField = target.matches(".cell-field");
      const next = inField ? (key === "Tab" ? beside(target, shiftKey ? -1 : 1) : null) : neighbour(target, key);
      if (next === null) return;
      event.preventDefault();
      next.focus();
      next.scrollIntoView({ block: "nearest", inline: "nearest" });
    },
  };
}

function neighbour(stop: HTMLElement, key: string): HTMLElement | null {
  switch (key) {
    case "ArrowUp":
      return inRow(stop, "previousElementSibling");
    case "ArrowDown":
      return inRow(stop, "nextElementSibling");
    case "ArrowLeft":
      return beside(stop, -1);
    case "ArrowRight":
      return beside(stop, 1);
    default:
      return null;
  }
}

/** In the same column of the row above or below. */
function inRow(stop: HTMLElement, way: "previousElementSibling" | "nextElementSibling"): HTMLElement | null {
  const cell = stop.closest("td")!;
  return cell.parentElement?.[way]?.children[cell.cellIndex]?.querySelector<HTMLElement>(STOPS) ?? null;
}

/** The next one that is seen in its row; columns without any are passed over. */
function beside(stop: HTMLElement, step: -1 | 1): HTMLElement | null {
  const cell = stop.closest("td")!;
  const stops = [...cell.parentElement!.querySelectorAll<HTMLElement>(STOPS)].filter((other) => other.offsetParent !== null);
  return stops[stops.indexOf(stop) + step] ?? null;
}
