/** What the browser calls the page: the screen that is shown, then the program. */
import { useEffect } from "preact/hooks";
import type { Messages } from "../shell/words/words.ts";

export function usePageTitle(title: string, { appName }: Messages): void {
  useEffect(() => {
    document.title = `${title} · ${appName}`;
  }, [title]);
}
