/** Where a device may be: on the shop's own network or on a cable. Anywhere else, the server would knock at other people's doors. */

/** What printers listen on; with a few beside it for boxes that have several on them. */
export const PRINTER_PORT = 9100;
const PORTS = 10;

export type DeviceAddress =
  | { readonly kind: "tcp"; readonly host: string; readonly port: number }
  | { readonly kind: "file"; readonly path: string };

/** `192.168.1.50`, with `:9101` where it is another port, or `/dev/usb/lp0`; null for anything else. No names: they may lead anywhere. */
export function deviceAddress(text: string): DeviceAddress | null {
  if (/^\/dev\/(?:usb\/)?lp\d{1,2}$/.test(text)) return { kind: "file", path: text };
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?::(\d{4}))?$/.exec(text);
  if (parts === null) return null;
  const host = privateHost(parts.slice(1, 5).map(Number));
  const port = Number(parts[5] ?? PRINTER_PORT);
  if (host === null || port < PRINTER_PORT || port >= PRINTER_PORT + PORTS) return null;
  return { kind: "tcp", host, port };
}

/** A card terminal's: four numbers of a private network, and a port above those of the system's own services; null for anything else. */
export function terminalAddress(text: string, port: number): DeviceAddress | null {
  const host = /^\d{1,3}(?:\.\d{1,3}){3}$/.test(text) ? privateHost(text.split(".").map(Number)) : null;
  return host === null || !Number.isInteger(port) || port < 1024 || port > 65_535 ? null : { kind: "tcp", host, port };
}

function privateHost(numbers: readonly number[]): string | null {
  const [a, b] = numbers as [number, number];
  const isPrivate = a === 10 || a === 127 || (a === 172 && b >= 16 && b <= 31) || (a === 192 && b === 168);
  return isPrivate && numbers.every((part) => part <= 255) ? numbers.join(".") : null;
}
