/** What a role gives to the page around it, and what the page makes of it. */
import type { FunctionComponent, VNode } from "preact";
import type { Locale } from "../../shared/errors.ts";
import type { WorkType } from "./store/store.ts";
import type { Work } from "./store/work.ts";
import type { Messages } from "./words/words.ts";

/** What a role's module gives: what it does, and its page. `Own` are the words that only it needs. */
export interface RoleScreens<W extends Work, T extends Messages> {
  readonly Work: WorkType<W>;
  readonly Page: FunctionComponent<{ store: W; t: T; locale: Locale }>;
}

/** A role's pages in one language. */
export interface View {
  readonly Work: WorkType;
  /** Null for the work of another role. */
  readonly draw: (work: Work) => VNode | null;
}
