/** A disk of a shop's own whose power can be cut: what was not synced by then is gone, as on a real one. */
import { join } from "node:path";
import { processesOf } from "../torture/processes.ts";

const MIB = 128;
/** Of Linux' `ioctl`: the file system ends here and now, and what it has not written stays unwritten (as its own tests end it). */
const SHUTDOWN = 0x8004587dn;
const NO_FLUSH = 2;
/** Milliseconds in which the processes that had files there are gone. */
const GONE_MS = 10_000;

const PLACE = "comptoir-powercut-";

export class Disk {
  #image: string;

  private constructor(image: string, readonly mounted: string) {
    this.#image = image;
  }

  /** Why there can be none here; null where there can. */
  static missing(): string | null {
    if (Deno.build.os !== "linux" || Deno.uid() !== 0) return "a disk of its own can be mounted by root on Linux only";
    try {
      using disk = Disk.make();
      disk.cut();
      return null;
    } catch (error) {
      return (error as Error).message;
    }
  }

  static make(): Disk {
    const image = Deno.makeTempFileSync({ prefix: PLACE });
    const mounted = Deno.makeTempDirSync({ prefix: PLACE });
    Deno.truncateSync(image, MIB * 1024 * 1024);
    run("mkfs.ext4", "-q", "-F", image);
    run("mount", "-o", "loop", image, mounted);
    return new Disk(image, mounted);
  }

  /** The data folder on it. */
  get folder(): string {
    return join(this.mounted, "data");
  }

  /** What stands there from now on is what a shop finds when its day begins. */
  fill(from: string): void {
    run("cp", "-a", from, this.folder);
    run("sync", "-f", this.mounted);
  }

  /** The power is cut: nothing more reaches the disk, and whoever worked there is gone. */
  cut(): void {
    shutDown(this.mounted);
    for (const pid of processesOf(this.mounted)) kill(pid);
  }

  /** The power is back. */
  async revive(): Promise<void> {
    const deadline = Date.now() + GONE_MS;
    while (!mayRun("umount", this.mounted)) {
      if (Date.now() > deadline) throw new Error("who worked on the disk is not gone");
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    // Another one with the same content: somebody else's view of the files may still hold the first, which stays ended.
    const image = Deno.makeTempFileSync({ prefix: PLACE });
    run("cp", "--sparse=always", this.#image, image);
    Deno.removeSync(this.#image);
    this.#image = image;
    run("mount", "-o", "loop", image, this.mounted);
  }

  [Symbol.dispose](): void {
    for (const pid of processesOf(this.mounted)) kill(pid);
    if (!mayRun("umount", this.mounted)) mayRun("umount", "-l", this.mounted);
    Deno.removeSync(this.mounted, { recursive: true });
    Deno.removeSync(this.#image);
  }
}

function shutDown(place: string): void {
  const library = Deno.dlopen("libc.so.6", {
    open: { parameters: ["buffer", "i32"], result: "i32" },
    ioctl: { parameters: ["i32", "u64", "buffer"], result: "i32" },
    close: { parameters: ["i32"], result: "i32" },
  });
  const { open, ioctl, close } = library.symbols;
  const fd = open(new TextEncoder().encode(`${place}\0`), 0);
  const done = ioctl(fd, SHUTDOWN, new Uint8Array(new Uint32Array([NO_FLUSH]).buffer));
  close(fd);
  library.close();
  if (done !== 0) throw new Error("this machine's file system cannot be ended at once");
}

function kill(pid: number): void {
  try {
    Deno.kill(pid, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
}

function run(program: string, ...args: readonly string[]): void {
  const { success, stderr } = new Deno.Command(program, { args: [...args], stdout: "null", stderr: "piped" }).outputSync();
  if (!success) throw new Error(`${program}: ${new TextDecoder().decode(stderr).trim()}`);
}

function mayRun(program: string, ...args: readonly string[]): boolean {
  return new Deno.Command(program, { args: [...args], stdout: "null", stderr: "null" }).outputSync().success;
}
