/** The keys of a page, laid over it. */
import { Dialog } from "./dialog.tsx";

export interface KeyRow {
  /** One after the other: `["3", "*"]`. */
  readonly keys: readonly string[];
  readonly does: string;
}

interface KeyHelpProps {
  title: string;
  close: string;
  groups: readonly { readonly title: string; readonly rows: readonly KeyRow[] }[];
  onClose: () => void;
}

export function KeyHelp({ title, close, groups, onClose }: KeyHelpProps) {
  // The key that opened it closes it again.
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "?" || event.key === "Enter") {
      event.preventDefault();
      onClose();
    }
  };
  return (
    <Dialog title={title} close={close} onClose={onClose} class="key-help" onKeyDown={onKeyDown}>
      {/* Long on a phone: what scrolls must be reachable by keys. */}
      <div class="key-groups" tabIndex={0}>
        {groups.map((group) => (
          <section key={group.title}>
            <h3>{group.title}</h3>
            <dl class="key-rows">
              {group.rows.map(({ keys, does }) => (
                <div key={does} class="key-row">
                  <dt>{keys.map((key) => <kbd key={key}>{key}</kbd>)}</dt>
                  <dd>{does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
