/** What stands where nothing is yet. */
import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "./icon.tsx";

export function Empty({ icon, title, children }: { icon: IconName; title: string; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <span class="empty-icon">
        <Icon name={icon} />
      </span>
      <p class="empty-title">{title}</p>
      {children !== undefined && <p class="empty-body">{children}</p>}
    </div>
  );
}

/** Rows that are on their way, in the shape they will have. */
export function Loading({ label, rows = 4 }: { label: string; rows?: number }) {
  return (
    <div class="loading" role="status">
      <span class="visually-hidden">{label}</span>
      {Array.from({ length: rows }, (_, row) => <span key={row} class="loading-row" aria-hidden="true" />)}
    </div>
  );
}
