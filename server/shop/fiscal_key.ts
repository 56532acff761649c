/** Which key file a shop signs with: a demo shop has one of its own, so that nothing of it passes for real. */

export const FISCAL_KEY = "fiscal";
export const DEMO_FISCAL_KEY = "fiscal-demo";

/** The signing key (PKCS #8, PEM) of the folder that `read` reads; null when nothing was signed there yet. */
export function fiscalKey(read: (name: string) => string | null): string | null {
  return read(FISCAL_KEY) ?? read(DEMO_FISCAL_KEY);
}
