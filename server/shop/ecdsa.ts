/** ECDSA signatures in their two spellings: some runtimes answer DER whatever they are asked for. */
import { Buffer } from "node:buffer";

const RAW_BYTES = 64;

/** A P-256 signature as 64 raw bytes (r ‖ s), from raw or DER. */
export function rawSignature(signature: Uint8Array): Buffer {
  if (signature.length === RAW_BYTES) return Buffer.from(signature);
  const [r, next] = integerAt(signature, 2);
  const [s] = integerAt(signature, next);
  return Buffer.concat([padded(r), padded(s)]);
}

/** The same signature as DER, from raw. */
export function derSignature(raw: Uint8Array): Buffer {
  const parts = [raw.subarray(0, 32), raw.subarray(32)].map((part) => {
    let start = 0;
    while (start < part.length - 1 && part[start] === 0) start += 1;
    const trimmed = part.subarray(start);
    const body = trimmed[0]! >= 0x80 ? Buffer.concat([Buffer.of(0), trimmed]) : Buffer.from(trimmed);
    return Buffer.concat([Buffer.of(0x02, body.length), body]);
  });
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.of(0x30, body.length), body]);
}

function integerAt(der: Uint8Array, at: number): [Uint8Array, number] {
  const length = der[at + 1]!;
  return [der.subarray(at + 2, at + 2 + length), at + 2 + length];
}

function padded(integer: Uint8Array): Buffer {
  const significant = integer.length > 32 ? integer.subarray(integer.length - 32) : integer;
  return Buffer.concat([Buffer.alloc(32 - significant.length), significant]);
}
