/** Leads from a pane that shows one of a list back to the list. */
import { Icon } from "../../components/icon.tsx";

export function PaneClose({ href, label }: { href: string; label: string }) {
  return (
    <a class="button button-quiet button-icon" href={href} aria-label={label}>
      <Icon name="close" />
    </a>
  );
}
