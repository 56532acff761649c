/** The Idempotency-Key header: a UUID that names a write, so that sending it again does not do it again. */
import { AppError } from "../../shared/errors.ts";

const UUID = /^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$/;

/** As the contract names it: by a pattern, for a generator that knows the format `uuid` sends its own object, which is no header. */
export const IDEMPOTENCY_KEY = {
  name: "Idempotency-Key",
  where: "header",
  schema: { type: "string", pattern: UUID.source, examples: ["7b1f0a52-3f0e-4c7e-9a51-2a9d1f6f6a11"] },
} as const;

export function idempotencyKey(headers: Headers): string | null {
  const header = headers.get("idempotency-key");
  if (header === null) return null;
  if (!UUID.test(header)) throw new AppError("invalid_idempotency_key");
  return header.toLowerCase();
}
