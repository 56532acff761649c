/** The parts of a section, one of which is open: each has an address of its own. */
import { useEffect, useRef } from "preact/hooks";

interface PartsProps {
  label: string;
  /** Names with their words, in order. */
  parts: Readonly<Record<string, string>>;
  here: string;
  hrefOf: (name: string) => string;
}

export function Parts({ label, parts, here, hrefOf }: PartsProps) {
  const nav = useRef<HTMLElement>(null);
  // A narrow screen shows some of them.
  useEffect(() => nav.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" }), [here]);
  return (
    <nav class="parts" ref={nav} aria-label={label}>
      {Object.entries(parts).map(([name, words]) => (
        <a key={name} class="part" href={hrefOf(name)} aria-current={name === here ? "page" : undefined}>{words}</a>
      ))}
    </nav>
  );
}
