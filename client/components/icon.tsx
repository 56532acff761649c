/** Line icons, drawn here: no font, no request. They only accompany words. */

const PATHS = {
  plus: "M12 5v14M5 12h14",
  minus: "M5 12h14",
  search: "M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14ZM16.2 16.2 20 20",
  exit: "M14 5H6v14h8M10 12h10M17 8.5 20.5 12 17 15.5",
  offline: "M3 4l18 17M8.5 14.5a5 5 0 0 1 5-1.2M5 11a10 10 0 0 1 4-2.4M13 8.1A10 10 0 0 1 19 11M12 18.5h.01",
  alert: "M12 4 3 20h18L12 4ZM12 10v4.5M12 17.2h.01",
  check: "M5 12.5 10 17.5 19.5 7",
  network: "M4 5h16v11H4zM9 20h6M12 16v4",
  people:
    "M9 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM3 20c0-3.5 2.7-5.5 6-5.5s6 2 6 5.5M16 5a3.2 3.2 0 0 1 0 6.2M17.5 14.8c2.1.6 3.5 2.4 3.5 5.2",
  tag: "M4 4h8l8.5 8.5-8 8L4 12V4ZM8.5 8.5h.01",
  receipt: "M6 3h12v18l-3-2-3 2-3-2-3 2V3ZM9.5 8h5M9.5 12h5",
  basket: "M4 9h16l-1.8 11H5.8L4 9ZM8 9l3-5M16 9l-3-5",
  close: "M6 6l12 12M18 6 6 18",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
