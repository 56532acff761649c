/** What the system says of a server's processes, by Linux's /proc: who is there, how many files they hold, how much memory. */

/** Processes, other than this one, whose command line names the folder or one of its files. */
export function processesOf(folder: string): number[] {
  const found: number[] = [];
  for (const { name } of Deno.readDirSync("/proc")) {
    const pid = Number(name);
    if (!Number.isInteger(pid) || pid === Deno.pid) continue;
    const command = read(`/proc/${pid}/cmdline`);
    // A zombie has no command line: it holds nothing any more.
    if (command?.includes(folder)) found.push(pid);
  }
  return found;
}

/** Processes that a process started. */
export function childrenOf(pid: number): number[] {
  const children = read(`/proc/${pid}/task/${pid}/children`) ?? "";
  const byThreads = threadsOf(pid).map((thread) => read(`/proc/${pid}/task/${thread}/children`) ?? "");
  return [...new Set([children, ...byThreads].join(" ").split(/\s+/).filter((text) => text !== "").map(Number))];
}

/** Open file descriptors, how many there are of each kind: `socket`, `pipe`, the name of a file; null when it is gone. */
export function descriptorsOf(pid: number): Map<string, number> | null {
  try {
    const kinds = new Map<string, number>();
    for (const { name } of Deno.readDirSync(`/proc/${pid}/fd`)) {
      const kind = link(`/proc/${pid}/fd/${name}`).replace(/:\[\d+\]$/, "").replace(/^.*\//, "");
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    }
    return kinds;
  } catch {
    return null;
  }
}

function link(path: string): string {
  try {
    return Deno.readLinkSync(path);
  } catch {
    return ""; // closed meanwhile
  }
}

/** Resident memory in MiB; null when it is gone. */
export function memoryOf(pid: number): number | null {
  const kib = /^VmRSS:\s+(\d+) kB/m.exec(read(`/proc/${pid}/status`) ?? "")?.[1];
  return kib === undefined ? null : Math.round(Number(kib) / 1024);
}

function threadsOf(pid: number): string[] {
  try {
    return [...Deno.readDirSync(`/proc/${pid}/task`)].map(({ name }) => name);
  } catch {
    return [];
  }
}

function read(path: string): string | null {
  try {
    return Deno.readTextFileSync(path);
  } catch {
    return null; // it has ended meanwhile
  }
}
