/** Compresses answers where the reader takes it. */
import { gzipSync } from "node:zlib";

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

/** Of a short answer, at once. */
export function compress(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(gzipSync(text, { level: LEVEL }));
}
