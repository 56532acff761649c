/** The systems that executables are made for, and how the head of a file says which one it is for. */

export interface Target {
  /** As `deno compile` calls it. */
  readonly triple: string;
  /** The file's name, as people download it. */
  readonly file: string;
  /** Bytes from the beginning of the file that only this system's executables have: offset, then hexadecimal. */
  readonly head: readonly (readonly [number, string])[];
}

const ELF = [0, "7f454c46"] as const;
const MACH_O = [0, "cffaedfe"] as const;

export const TARGETS: readonly Target[] = [
  // e_machine, and the CPU type of a 64-bit Mach-O file.
  { triple: "x86_64-unknown-linux-gnu", file: "comptoir-linux-x64", head: [ELF, [18, "3e00"]] },
  { triple: "aarch64-unknown-linux-gnu", file: "comptoir-linux-arm64", head: [ELF, [18, "b700"]] },
  { triple: "x86_64-pc-windows-msvc", file: "comptoir-windows-x64.exe", head: [[0, "4d5a"]] },
  { triple: "x86_64-apple-darwin", file: "comptoir-macos-x64", head: [MACH_O, [4, "07000001"]] },
  { triple: "aarch64-apple-darwin", file: "comptoir-macos-arm64", head: [MACH_O, [4, "0c000001"]] },
];

/** This machine's own; its file has no more than the program's name. */
export function ownTarget(): Target {
  const { target: triple, os } = Deno.build;
  const known = TARGETS.find((target) => target.triple === triple);
  return { triple, head: known?.head ?? [], file: os === "windows" ? "comptoir.exe" : "comptoir" };
}

export function isFor({ head }: Target, executable: Uint8Array): boolean {
  return head.every(([at, hexadecimal]) => executable.subarray(at, at + hexadecimal.length / 2).toHex() === hexadecimal);
}
