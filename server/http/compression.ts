/** Compresses answers where the reader takes it: small ones at once, long ones piece by piece, so that nobody waits. */
import { gzipSync } from "node:zlib";
import { LIMITS } from "../../shared/limits.ts";

/** The headers of a compressed answer. */
export const GZIP = { "content-encoding": "gzip", "vary": "accept-encoding" } as const;
/** The headers of one that another reader would get compressed. */
export const PLAIN = { "vary": "accept-encoding" } as const;

/** Quick rather than small: the network is the shop's own. */
const LEVEL = 1;

/** Whether `Accept-Encoding` takes gzip. */
export function takesGzip(acceptEncoding: string | null): boolean {
  if (acceptEncoding === null) return false;
  let any = false;
  for (const part of acceptEncoding.toLowerCase().split(",")) {
    const [name, ...parameters] = part.split(";").map((piece) => piece.trim());
    const refused = parameters.some((parameter) => /^q=0(?:\.0*)?$/.test(parameter));
    if (name === "gzip" || name === "x-gzip") return !refused;
    if (name === "*") any = !refused;
  }
  return any;
}

export function compress(text: string): BodyInit {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length <= LIMITS.compressedAtOnceBytes) return new Uint8Array(gzipSync(bytes, { level: LEVEL }));
  return new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"));
}
