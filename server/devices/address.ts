/** Where a device may be: on the shop's own network or on a cable. Anywhere else, the server would knock at other people's doors. */

/** What printers listen on; with a few beside it for boxes that have several on them. */
const PRINTER_PORT = 9100;
const PORTS = 10;
/** Below are those that systems keep for themselves. */
const FIRST_FREE_PORT = 1024;
const LAST_PORT = 65_535;

export type DeviceAddress =
  | { readonly kind: "tcp"; readonly host: string; readonly port: number }
  | { readonly kind: "file"; readonly path: string };
export type ScaleAddress = DeviceAddress | { readonly kind: "serial"; readonly path: string };

/** `192.168.1.50`, with `:9101` where it is another port, or `/dev/usb/lp0`; null for anything else. No names: they may lead anywhere. */
export function deviceAddress(text: string): DeviceAddress | null {
  if (/^\/dev\/(?:usb\/)?lp\d{1,2}$/.test(text)) return { kind: "file", path: text };
  return privateAddress(text, PRINTER_PORT, PRINTER_PORT + PORTS - 1);
}

/** `192.168.1.60:4001`, the port of the box that its cable ends in, or `/dev/ttyUSB0`; null for anything else. */
export function scaleAddress(text: string): ScaleAddress | null {
  if (/^\/dev\/tty(?:USB|ACM|S)\d$/.test(text)) return { kind: "serial", path: text };
  return text.includes(":") ? privateAddress(text, FIRST_FREE_PORT, LAST_PORT) : null;
}

/** A card terminal's: four numbers of a private network, and a port above those of the system's own services; null for anything else. */
export function terminalAddress(text: string, port: number): DeviceAddress | null {
  return text.includes(":") || !Number.isInteger(port) ? null : privateAddress(`${text}:${port}`, FIRST_FREE_PORT, LAST_PORT);
}

/** Four numbers of a private network; the least port where none is named. */
function privateAddress(text: string, least: number, most: number): DeviceAddress | null {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?::(\d{4,5}))?$/.exec(text);
  if (parts === null) return null;
  const numbers = parts.slice(1, 5).map(Number);
  const [a, b] = numbers as [number, number];
  const port = Number(parts[5] ?? least);
  const isPrivate = a === 10 || a === 127 || (a === 172 && b >= 16 && b <= 31) || (a === 192 && b === 168);
  if (!isPrivate || numbers.some((part) => part > 255) || port < least || port > most) return null;
  return { kind: "tcp", host: numbers.join("."), port };
}
