/** Where a request comes from: the server PC itself, or a till. */
import type { Mode } from "../../shared/roles.ts";

const LOOPBACK = new Set(["127.0.0.1", "::1", "::ffff:127.0.0.1"]);
const FORWARDING = /^(?:forwarded|x-forwarded-.*|x-real-ip|via)$/;

/** Whatever a proxy passes on comes from elsewhere, and other addresses of 127/8 are nobody's own PC. */
export function modeOf(address: string, headers: Headers): Mode {
  if (!LOOPBACK.has(address)) return "client";
  for (const name of headers.keys()) if (FORWARDING.test(name)) return "client";
  return "server";
}
