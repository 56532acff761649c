/** Tests that some machines cannot run: they are ignored there, and it is said why. */
export function where(holds: boolean, otherwise: string): { readonly ignore: boolean } {
  if (!holds) console.log(`ignored: ${otherwise}`);
  return { ignore: !holds };
}

/** What looks into processes, terminals or disks as Linux shows them. */
export const onLinux = () => where(Deno.build.os === "linux", `this machine runs ${Deno.build.os}, not Linux`);

/** What other programs are asked; `to` says for what. */
export async function withProgram(to: string, ...programs: readonly string[]) {
  const found = (program: string) =>
    new Deno.Command("sh", { args: ["-c", `command -v ${program}`], stdout: "null", stderr: "null" }).output()
      .then(({ success }) => success, () => false);
  const missing: string[] = [];
  for (const program of programs) if (!await found(program)) missing.push(program);
  return where(missing.length === 0, `no ${missing.join(", no ")} on this machine to ${to}`);
}
