/** The bytes between the lines of a PEM that say what they are. `X509Certificate.raw` is missing in runtimes before Deno 2.9. */
export function bytesOf(pem: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.fromBase64(pem.replace(/-----[^-]+-----/g, ""));
}
