/** A password as the database keeps it (SCRAM-SHA-256, RFC 5803): what is sent, and may be logged there, signs nobody in. */
import { createHash, createHmac, pbkdf2Sync, randomBytes } from "node:crypto";

const ITERATIONS = 4096;
const SALT_BYTES = 16;
const HASH_BYTES = 32;

/** 32 random bytes, which is a password that nobody guesses. */
export function randomPassword(): string {
  return randomBytes(HASH_BYTES).toString("base64url");
}

/** Of a password in ASCII, which needs no preparation. */
export function verifierOf(password: string): string {
  const salt = randomBytes(SALT_BYTES);
  const salted = pbkdf2Sync(password, salt, ITERATIONS, HASH_BYTES, "sha256");
  const hmac = (text: string) => createHmac("sha256", salted).update(text).digest();
  const stored = createHash("sha256").update(hmac("Client Key")).digest("base64");
  return `SCRAM-SHA-256$${ITERATIONS}:${salt.toString("base64")}$${stored}:${hmac("Server Key").toString("base64")}`;
}
