/** Tests that some machines cannot run: they are ignored there, and it is said why. */
export function where(holds: boolean, otherwise: string): { readonly ignore: boolean } {
  if (!holds) console.log(`ignored: ${otherwise}`);
  return { ignore: !holds };
}

/** What looks into processes, terminals or disks as Linux shows them. */
export const onLinux = () => where(Deno.build.os === "linux", `this machine runs ${Deno.build.os}, not Linux`);
