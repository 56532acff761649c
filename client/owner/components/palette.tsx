/** Finds a place of the console by a few letters: a section, what is done there, an article, somebody. */
import { useSignal } from "@preact/signals";
import { useEffect, useId, useMemo, useRef } from "preact/hooks";
import { plain } from "../../../shared/plain_text.ts";
import { Dialog } from "../../components/dialog.tsx";
import type { OwnerMessages } from "../words/words.ts";
import { OwnerIcon, type OwnerIconName } from "./owner_icon.tsx";

export interface Destination {
  readonly label: string;
  /** Where it belongs to, in words. */
  readonly about: string;
  readonly icon: OwnerIconName;
  readonly href: string;
}

/** Rows that are shown at most: who does not see it among them types another letter. */
const SHOWN = 9;

interface PaletteProps {
  /** In the order of their worth: sections, what is done there, then what the shop holds. */
  destinations: readonly Destination[];
  t: OwnerMessages;
  onGo: (href: string) => void;
  onClose: () => void;
}

export function Palette({ destinations, t, onGo, onClose }: PaletteProps) {
  const words = t.console;
  const typed = useSignal("");
  const at = useSignal(0);
  const list = useRef<HTMLUListElement>(null);
  const id = useId();
  // Not with each arrow key: it looks at every article.
  const found = useMemo(() => find(destinations, typed.value), [destinations, typed.value]);
  const chosen = Math.min(at.value, found.length - 1);
  useEffect(() => list.current?.children[chosen]?.scrollIntoView({ block: "nearest" }), [chosen]);
  const go = (destination: Destination | undefined) => {
    if (destination === undefined) return;
    onClose();
    onGo(destination.href);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (move !== undefined) at.value = (chosen + move + found.length) % Math.max(1, found.length);
    else if (event.key === "Enter" && !event.repeat && !event.isComposing) go(found[chosen]);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog title={words.find} close={t.close} onClose={onClose} class="palette" onKeyDown={onKeyDown}>
      <div class="palette-field">
        <input
          class="input"
          type="text"
          data-first
          role="combobox"
          autocomplete="off"
          spellcheck={false}
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-activedescendant={found.length === 0 ? undefined : `${id}-${chosen}`}
          aria-label={words.find}
          placeholder={words.findHint}
          value={typed.value}
          onInput={(event) => {
            typed.value = event.currentTarget.value;
            at.value = 0;
          }}
        />
      </div>
      <ul class="palette-list" role="listbox" id={`${id}-list`} aria-label={words.find} ref={list}>
        {found.map((destination, index) => (
          <li
            key={destination.href}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === chosen}
            class="palette-row"
            onPointerMove={() => at.value = index}
            onClick={() => go(destination)}
          >
            <OwnerIcon name={destination.icon} />
            <span class="palette-label">{destination.label}</span>
            <span class="palette-about">{destination.about}</span>
          </li>
        ))}
      </ul>
      <p class="palette-none" role="status">{found.length === 0 ? words.foundNothing : ""}</p>
    </Dialog>
  );
}

/** Those whose text holds every word; first those that begin with what was typed. */
function find(destinations: readonly Destination[], typed: string): readonly Destination[] {
  const wanted = plain(typed).split(/\s+/).filter((word) => word !== "");
  if (wanted.length === 0) return destinations.slice(0, SHOWN);
  const first: Destination[] = [];
  const others: Destination[] = [];
  for (const destination of destinations) {
    const label = plain(destination.label);
    if (!wanted.every((word) => label.includes(word) || plain(destination.about).includes(word))) continue;
    if (label.startsWith(wanted[0]!)) first.push(destination);
    else others.push(destination);
    if (first.length >= SHOWN) break;
  }
  return [...first, ...others].slice(0, SHOWN);
}
