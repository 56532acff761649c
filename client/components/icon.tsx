/** Line icons, drawn here: no font, no request. They only accompany words. */

const PATHS = {
  plus: "M12 5v14M5 12h14",
  minus: "M5 12h14",
  search: "M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14ZM16.2 16.2 20 20",
  exit: "M14 5H6v14h8M10 12h10M17 8.5 20.5 12 17 15.5",
  offline: "M3 4l18 17M8.5 14.5a5 5 0 0 1 5-1.2M5 11a10 10 0 0 1 4-2.4M13 8.1A10 10 0 0 1 19 11M12 18.5h.01",
  alert: "M12 4 3 20h18ZM12 10v4.5M12 17.2h.01",
  check: "M5 12.5 10 17.5 19.5 7",
  network: "M4 5h16v11H4zM9 20h6M12 16v4",
  people:
    "M9 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM3 20c0-3.5 2.7-5.5 6-5.5s6 2 6 5.5M16 5a3.2 3.2 0 0 1 0 6.2M17.5 14.8c2.1.6 3.5 2.4 3.5 5.2",
  tag: "M4 4h8l8.5 8.5-8 8L4 12ZM8.5 8.5h.01",
  receipt: "M6 3h12v18l-3-2-3 2-3-2-3 2ZM9.5 8h5M9.5 12h5",
  basket: "M4 9h16l-1.8 11H5.8ZM8 9l3-5M16 9l-3-5",
  trash: "M5 7h14M10 7V4.5h4V7M7 7l1 13h8l1-13M10.5 11v5.5M13.5 11v5.5",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 20.5c.6-4 3.5-6 7.5-6s6.9 2 7.5 6",
  keyboard: "M3 6.5h18v11H3zM7 10.2h.01M11 10.2h.01M15 10.2h.01M18 10.2h.01M8 14h8",
  aside: "M8 5v14M16 5v14",
  undo: "M8.5 5 4.5 9l4 4M4.5 9H14a5.5 5.5 0 0 1 0 11h-3",
  erase: "M9 6h11v12H9l-6-6ZM12.5 10l4 4M16.5 10l-4 4",
  send: "M4 12h14M12.5 6 18.5 12l-6 6",
  scan: "M4 8V4.5h4M16 4.5h4V8M20 16v3.5h-4M8 19.5H4V16M8 9v6M11 9v6M13.5 9v6M16 9v6",
  lock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
  print: "M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z",
  till: "M5 4h9v5H5zM4 13h16v7H4zM7 9v4M10 16.5h4",
  star: "M12 3.5l2.6 5.4 5.9.8-4.3 4.1 1.1 5.9L12 16.9l-5.3 2.8 1.1-5.9L3.5 9.7l5.9-.8Z",
  close: "M6 6l12 12M18 6 6 18",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }) {
  return <Drawing path={PATHS[name]} />;
}

export function Drawing({ path }: { path: string }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={path} />
    </svg>
  );
}
