/** What counts as a picture: known by how its bytes begin, whatever they are said to be. */

export const IMAGE_TYPES = ["image/webp", "image/jpeg", "image/png"] as const;
export type ImageType = typeof IMAGE_TYPES[number];

/** Null for anything else. */
export function imageTypeOf(bytes: Uint8Array): ImageType | null {
  const begins = (at: number, ...wanted: readonly number[]) => wanted.every((byte, place) => bytes[at + place] === byte);
  if (begins(0, 0xff, 0xd8, 0xff)) return "image/jpeg";
  if (begins(0, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return "image/png";
  // "RIFF", a length, "WEBP".
  return begins(0, 0x52, 0x49, 0x46, 0x46) && begins(8, 0x57, 0x45, 0x42, 0x50) ? "image/webp" : null;
}
