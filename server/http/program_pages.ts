/** Where the program's own file lies in memory, by what Linux says of a process's mappings (`/proc/self/maps`, see proc(5)). */

export interface Pages {
  readonly address: bigint;
  readonly bytes: bigint;
}

/** Begin, end, rights and place in the file, then the device, the inode and the file's path. */
const MAPPING = /^([0-9a-f]+)-([0-9a-f]+) (\S{4}) ([0-9a-f]+) \S+ \d+ +(.*)$/;

/**
 * Those that can be had again from the file as they were: its instructions, and the constants in front of them. Other pages
 * that may only be read were written while the program was loaded: they are no longer what the file holds.
 */
export function programPages(maps: string, program: string): Pages[] {
  return maps.split("\n").flatMap((line) => {
    const [, begin, end, rights, at, path] = MAPPING.exec(line) ?? [];
    const kept = rights === "r-xp" || rights === "r--p" && Number(`0x${at}`) === 0;
    if (path !== program || !kept) return [];
    const address = BigInt(`0x${begin}`);
    return [{ address, bytes: BigInt(`0x${end}`) - address }];
  });
}
