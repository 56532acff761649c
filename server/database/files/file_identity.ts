/** Which file a name leads to: one that was moved away, replaced or copied has another identity, or none. */

export function identityOf({ dev, ino }: Deno.FileInfo): string {
  return `${dev} ${ino}`;
}

/** null where nothing is; an empty file counts as nothing. */
export function identityAt(path: string, { empty = true }: { readonly empty?: boolean } = {}): string | null {
  try {
    const info = Deno.statSync(path);
    return info.size === 0 && !empty ? null : identityOf(info);
  } catch {
    return null;
  }
}
