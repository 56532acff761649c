/** The Idempotency-Key header: a UUID that names a write, so that sending it again does not do it again. */
import { AppError } from "../../shared/errors.ts";

/** As the contract names it. */
export const IDEMPOTENCY_KEY = {
  name: "Idempotency-Key",
  where: "header",
  schema: { type: "string", format: "uuid", examples: ["7b1f0a52-3f0e-4c7e-9a51-2a9d1f6f6a11"] },
} as const;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function idempotencyKey(headers: Headers): string | null {
  const header = headers.get("idempotency-key");
  if (header === null) return null;
  if (!UUID.test(header)) throw new AppError("invalid_idempotency_key");
  return header.toLowerCase();
}
