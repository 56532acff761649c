/** Where the time of a run goes: its dearest files, by what their tests took, out of the report that the runtime writes. */

/** How many of them. */
const MOST = 30;
/** In which the kernel tells times, on every Linux. */
const TICKS_PER_SECOND = 100;

/** As text, the dearest first; `report` is in JUnit's XML. */
export function dearestFiles(report: string): string {
  const seconds = new Map<string, number>();
  for (const [, file, time] of report.matchAll(/<testcase [^>]*classname="([^"]+)" time="([\d.]+)"/g)) {
    seconds.set(file!, (seconds.get(file!) ?? 0) + Number(time));
  }
  return [...seconds].sort(([, a], [, b]) => b - a).slice(0, MOST)
    .map(([file, time]) => `${time.toFixed(1).padStart(7)} s  ${file.replace("./", "")}`).join("\n");
}

/** Seconds that processors have worked for all that this process has started and waited for; null where the system does not tell. */
export function childrensWork(): number | null {
  if (Deno.build.os !== "linux") return null;
  const [user, system] = Deno.readTextFileSync("/proc/self/stat").split(") ")[1]!.split(" ").slice(13, 15);
  return (Number(user) + Number(system)) / TICKS_PER_SECOND;
}

/**
 * Seconds that all processors have worked since the machine began, for whomever: a browser waits for none of its own processes,
 * so that what they did, a quarter of all, is told nowhere else. null where the system does not tell.
 */
export function machinesWork(): number | null {
  if (Deno.build.os !== "linux") return null;
  const [user, nice, system, _idle, _waiting, irq, softirq] = Deno.readTextFileSync("/proc/stat").split("\n")[0]!.split(/\s+/)
    .slice(1).map(Number);
  return (user! + nice! + system! + irq! + softirq!) / TICKS_PER_SECOND;
}
