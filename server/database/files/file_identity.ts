/** Which file a name leads to: one that was moved away, replaced or copied has another identity, or none. */

export function identityOf({ dev, ino }: Deno.FileInfo): string {
  return `${dev} ${ino}`;
}

/** null where nothing is. */
export function identityAt(path: string): string | null {
  const info = infoAt(path);
  return info === null ? null : identityOf(info);
}

/** What the system says of a file; null where nothing is. */
export function infoAt(path: string): Deno.FileInfo | null {
  try {
    return Deno.statSync(path);
  } catch {
    return null;
  }
}
