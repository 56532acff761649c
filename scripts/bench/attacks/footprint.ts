/** What a server and the processes that it started take. */
import type { Person, TestServer } from "../../../tests/support/server.ts";

/** Bytes of memory in use by the server and the processes that it started, and how many these are. */
export async function footprint(server: TestServer, owner: Person): Promise<{ bytes: number; children: string }> {
  const children = childrenOf(server);
  const { process } = await (await owner.get("/api/metrics")).json() as { process: { rss_bytes: number } };
  const theirs = (children ?? []).map(residentBytes).reduce((sum, bytes) => sum + bytes, 0);
  return { bytes: process.rss_bytes + theirs, children: children === null ? "?" : String(children.length) };
}

/** null where the system does not tell (only Linux does). */
export function childrenOf(server: TestServer): number[] | null {
  try {
    const { pid } = server.process;
    const tasks = [...Deno.readDirSync(`/proc/${pid}/task`)];
    return tasks.flatMap(({ name }) =>
      Deno.readTextFileSync(`/proc/${pid}/task/${name}/children`).split(" ").filter((text) => text !== "").map(Number)
    );
  } catch {
    return null;
  }
}

function residentBytes(pid: number): number {
  try {
    return 1024 * Number(/VmRSS:\s+(\d+)/.exec(Deno.readTextFileSync(`/proc/${pid}/status`))?.[1] ?? 0);
  } catch {
    return 0; // it has ended meanwhile
  }
}
