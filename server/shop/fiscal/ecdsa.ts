/** ECDSA signatures in one spelling: some runtimes answer DER whatever they are asked for. */
import { Buffer } from "node:buffer";

const RAW_BYTES = 64;

/** A P-256 signature as 64 raw bytes (r ‖ s), from raw or DER. */
export function rawSignature(signature: Uint8Array): Buffer {
  if (signature.length === RAW_BYTES) return Buffer.from(signature);
  const [r, next] = integerAt(signature, 2);
  const [s] = integerAt(signature, next);
  return Buffer.concat([padded(r), padded(s)]);
}

function integerAt(der: Uint8Array, at: number): [Uint8Array, number] {
  const length = der[at + 1]!;
  return [der.subarray(at + 2, at + 2 + length), at + 2 + length];
}

function padded(integer: Uint8Array): Buffer {
  const significant = integer.length > 32 ? integer.subarray(integer.length - 32) : integer;
  return Buffer.concat([Buffer.alloc(32 - significant.length), significant]);
}
