/** What a section of the console is given, and what it makes while it is shown. */
import { createElement, type FunctionComponent } from "preact";
import { useEffect, useMemo } from "preact/hooks";
import type { Locale } from "../../../shared/errors.ts";
import type { OwnerWork } from "../store/work.ts";
import type { OwnerMessages } from "../words/words.ts";

export interface SectionProps {
  readonly store: OwnerWork;
  readonly t: OwnerMessages;
  readonly locale: Locale;
  /** What stands behind the section's name in the address. */
  readonly rest: readonly string[];
}

/** A section with words of its own, `w`, which are fetched with it in both languages: a switch must not wait for them. */
export function speaking<W>(
  Page: FunctionComponent<SectionProps & { readonly w: W }>,
  words: Readonly<Record<Locale, W>>,
): FunctionComponent<SectionProps> {
  return (props) => createElement(Page, { ...props, w: words[props.locale] });
}

/** What a section follows while it is shown: made and started with it, stopped when one leaves. */
export function useSectionWork<W extends { start(): void; stop(): void }>(make: () => W): W {
  const work = useMemo(make, []);
  useEffect(() => {
    work.start();
    return () => work.stop();
  }, []);
  return work;
}
