/** The console's rail: its sections, the one that is open, and the way to find anything. */
import { useEffect, useRef } from "preact/hooks";
import type { OwnerMessages } from "../words/words.ts";
import { Icon } from "../../components/icon.tsx";
import { OwnerIcon, type OwnerIconName } from "./owner_icon.tsx";

interface RailProps {
  sections: readonly { readonly name: string; readonly label: string; readonly icon: OwnerIconName; readonly href: string }[];
  /** The name of the section that is open. */
  here: string;
  t: OwnerMessages;
  onFind: () => void;
}

export function Rail({ sections, here, t: { console: words }, onFind }: RailProps) {
  const nav = useRef<HTMLElement>(null);
  // A narrow screen shows some of them.
  useEffect(() => nav.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" }), [here]);
  return (
    <nav class="rail" ref={nav} aria-label={words.rail}>
      <button type="button" class="rail-find" aria-keyshortcuts="Control+K" onClick={onFind}>
        <Icon name="search" />
        <span class="rail-label">{words.find}</span>
        <kbd aria-hidden="true">Ctrl K</kbd>
      </button>
      <ul class="rail-sections">
        {sections.map(({ name, label, icon, href }) => (
          <li key={name}>
            <a class="rail-section" href={href} aria-current={name === here ? "page" : undefined}>
              <OwnerIcon name={icon} />
              <span class="rail-label">{label}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
