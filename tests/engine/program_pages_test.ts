/** Which pages of the program go back to the system: those that its file still holds as they are, and no other. */
import assert from "node:assert/strict";
import { Libc } from "../../server/http/libc.ts";
import { programPages } from "../../server/http/program_pages.ts";
import { onLinux } from "../support/where.ts";

const PROGRAM = "/home/marie/Ma boutique/comptoir (1)";
const MAPS = `\
55fa7eeb1000-55fa81154000 r--p 00000000 08:01 4711                       ${PROGRAM}
55fa81155000-55fa844a1000 r-xp 022a3000 08:01 4711                       ${PROGRAM}
55fa844a1000-55fa8466f000 r--p 055ee000 08:01 4711                       ${PROGRAM}
55fa8466f000-55fa8469d000 rw-p 057bb000 08:01 4711                       ${PROGRAM}
55fab0475000-55fab1f58000 rw-p 00000000 00:00 0                          [heap]
7f4ca7dc0000-7f4ca7fd0000 r-xp 00000000 00:00 0 
7f4d50000000-7f4d50028000 r--p 00000000 08:01 1234                       /usr/lib/x86_64-linux-gnu/libc.so.6
7f4d50028000-7f4d5017d000 r-xp 00028000 08:01 1234                       /usr/lib/x86_64-linux-gnu/libc.so.6
`;

Deno.test("the program's instructions and constants can be had again from its file; what was written while it was loaded cannot", () => {
  assert.deepEqual(programPages(MAPS, PROGRAM), [
    { address: 0x55fa7eeb1000n, bytes: 0x55fa81154000n - 0x55fa7eeb1000n },
    { address: 0x55fa81155000n, bytes: 0x55fa844a1000n - 0x55fa81155000n },
  ]);
});

Deno.test("where the system tells of no mapping of the program, or in another form, nothing is given back", () => {
  for (const maps of ["", "\n", MAPS.replaceAll(PROGRAM, `${PROGRAM} (deleted)`), "no such form\n", MAPS.toUpperCase()]) {
    assert.deepEqual(programPages(maps, PROGRAM), []);
  }
});

/** KiB of files that are in this process's memory. */
function filesKib(): number {
  return Number(/^RssFile:\s+(\d+) kB/m.exec(Deno.readTextFileSync("/proc/self/status"))![1]);
}

Deno.test("what is given back is out of this process's memory, and all goes on", onLinux(), async () => {
  const libc = Libc.open()!;
  const before = filesKib();
  await libc.giveBack();
  assert.ok(filesKib() < 0.75 * before, `${filesKib()} of ${before} KiB`);
  const worker = new Worker(
    `data:text/javascript,${encodeURIComponent("postMessage(new Intl.NumberFormat('fr').format(0.5))")}`,
    {
      type: "module",
    },
  );
  assert.equal(await new Promise((resolve) => worker.onmessage = ({ data }) => resolve(data)), "0,5");
  worker.terminate();
});
