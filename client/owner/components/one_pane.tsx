/** The pane that shows one of a list: what it is, and the way back to the list. */
import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "../../components/icon.tsx";
import { PaneHead } from "./pane_head.tsx";

interface OnePaneProps {
  /** Its own style and id. */
  kind: string;
  icon: IconName;
  title: string;
  /** The address of the list. */
  list: string;
  close: string;
  children: ComponentChildren;
}

export function OnePane({ kind, icon, title, list, close, children }: OnePaneProps) {
  return (
    <section class={`pane ${kind}-pane`} aria-labelledby={`${kind}-title`}>
      <PaneHead id={`${kind}-title`} icon={icon} title={title}>
        <a class="button button-quiet button-icon" href={list} aria-label={close}>
          <Icon name="close" />
        </a>
      </PaneHead>
      {children}
    </section>
  );
}
