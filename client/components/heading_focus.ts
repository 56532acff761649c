/** Where the focus goes when what had it is gone with its screen. */
import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";

/**
 * Gives the focus to a heading of each new `screen`, unless something there has it: so the screen is
 * read out, and Tab begins in it. `selectors` are tried in order.
 */
export function useHeadingFocus(page: RefObject<HTMLElement | null>, screen: string, ...selectors: readonly string[]): void {
  useEffect(() => {
    if (document.activeElement !== null && document.activeElement !== document.body) return;
    for (const selector of selectors) {
      const heading = page.current?.querySelector<HTMLElement>(selector);
      if (heading === undefined || heading === null) continue;
      heading.tabIndex = -1;
      // A phone stays at the top of the screen, wherever the heading stands.
      return heading.focus({ preventScroll: true });
    }
  }, [screen]);
}
