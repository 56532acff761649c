/** Line icons of the console: those of the page, and some that no till needs. */
import { Drawing, Icon, type IconName } from "../../components/icon.tsx";

const PATHS = {
  earlier: "M14.5 5.5 8 12l6.5 6.5",
  later: "M9.5 5.5 16 12l-6.5 6.5",
  overview: "M4 20V10M10 20V4M16 20v-8M21 20H3",
  books: "M5 4h6v16H5zM11 4h4v16h-4zM15.5 5.5l3.8-1 2.2 14-3.9.9",
  stock: "M4 8l8-4 8 4v9l-8 4-8-4zM4 8l8 4 8-4M12 12v9",
  exchange: "M8 4v13M4.5 13.5 8 17l3.5-3.5M16 20V7M12.5 10.5 16 7l3.5 3.5",
  journal: "M5 4h14v16H5zM8.5 8.5h7M8.5 12h7M8.5 15.5h4",
  shop: "M4 10l1.5-5h13L20 10M4 10a2.7 2.7 0 0 0 5.3 0 2.7 2.7 0 0 0 5.4 0 2.7 2.7 0 0 0 5.3 0M5.5 13v7h13v-7",
  system:
    "M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6ZM12 3.5v2.7M12 17.8v2.7M3.5 12h2.7M17.8 12h2.7M6 6l1.9 1.9M16.1 16.1 18 18M6 18l1.9-1.9M16.1 7.9 18 6",
} as const;

export type OwnerIconName = keyof typeof PATHS | IconName;

export function OwnerIcon({ name }: { name: OwnerIconName }) {
  return name in PATHS ? <Drawing path={PATHS[name as keyof typeof PATHS]} /> : <Icon name={name as IconName} />;
}
