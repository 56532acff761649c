/** The head of a pane that begins with a sign of what it holds. */
import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "../../components/icon.tsx";

interface PaneHeadProps {
  /** By which its pane is labelled. */
  id: string;
  icon: IconName;
  title: string;
  /** What stands beside it: a count, buttons. */
  children?: ComponentChildren;
}

export function PaneHead({ id, icon, title, children }: PaneHeadProps) {
  return (
    <header class="pane-head">
      <h2 id={id}>
        <Icon name={icon} />
        {title}
      </h2>
      {children}
    </header>
  );
}
