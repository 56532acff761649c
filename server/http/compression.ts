/** Compresses answers where the reader takes it. */
import { gzipSync } from "node:zlib";

/** The headers of a compressed answer. */
export const GZIP = { "content-encoding": "gzip", "vary": "accept-encoding" } as const;
/** The headers of one that another reader would get compressed. */
export const PLAIN = { "vary": "accept-encoding" } as const;

/** Quick rather than small: the network is the shop's own. */
const LEVEL = 1;

/** How much `Accept-Encoding` wants a coding: from 0, not at all, to 1. */
export function wish(acceptEncoding: string | null, coding: "br" | "gzip"): number {
  if (acceptEncoding === null) return 0;
  let any = 0;
  for (const part of acceptEncoding.toLowerCase().split(",")) {
    const [name, ...parameters] = part.split(";").map((piece) => piece.trim());
    const q = parameters.map((parameter) => /^q=([01](?:\.\d{0,3})?)$/.exec(parameter)?.[1]).find((said) => said !== undefined);
    const weight = q === undefined ? 1 : Math.min(1, Number(q));
    if (name === coding || name === `x-${coding}`) return weight;
    if (name === "*") any = weight;
  }
  return any;
}

/** Whether `Accept-Encoding` takes gzip. */
export function takesGzip(acceptEncoding: string | null): boolean {
  return wish(acceptEncoding, "gzip") > 0;
}

/** Of a short answer, at once. */
export function compress(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(gzipSync(text, { level: LEVEL }));
}
