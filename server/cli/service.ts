/** `comptoir service install|uninstall|status`: says what it does, and does it where that was tried. */
import { existsSync, mkdirSync, readdirSync, realpathSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { DataFolder } from "../database/files/folder.ts";
import { Refused } from "./console.ts";
import { PROGRAM_RIGHTS } from "./own_processes.ts";
import { servicePlan } from "./service_plan.ts";
import type { CommandLine, ServicePlan, ServiceWish } from "./service_wish.ts";

interface Flags {
  readonly data?: string;
  readonly port: number;
  readonly system?: boolean;
  readonly dryRun?: boolean;
}
export type ServiceDeed = "install" | "uninstall" | "status";

export async function service(deed: ServiceDeed, { data, port, system = false, dryRun = false }: Flags): Promise<number> {
  const plan = servicePlan({
    os: Deno.build.os,
    system,
    program: [
      writable(Deno.execPath()),
      ...Deno.build.standalone ? [] : ["run", "--quiet", "--no-prompt", ...PROGRAM_RIGHTS, writable(Deno.mainModule)],
    ],
    data: data === undefined ? null : folderOf(writable(realPath(resolve(data))), system),
    port,
    home: Deno.env.get("HOME") ?? "/",
  });
  if (dryRun) return told(plan, deed, "This would be done:");
  if (Deno.build.os !== "linux") return told(plan, deed, "Not tried by us on this system, so it is yours to do:");
  if (deed === "status") return await done(plan.status, plan);
  if (deed === "install") put(plan);
  for (const command of plan[deed]) {
    const code = await done(command, plan);
    if (code !== 0) throw new Refused(`'${plan.typed(command)}' has failed with ${code}: see what it says above.`);
  }
  return 0;
}

/** No service of root's reads what comes from the LAN: root's folder goes to the service's own user, if it is a shop's. */
function folderOf(path: string, system: boolean): NonNullable<ServiceWish["data"]> {
  if (!system || !existsSync(path)) return { path, owner: null };
  const owner = statSync(path).uid;
  if (owner !== 0) return { path, owner };
  if (!existsSync(new DataFolder(path).database) && readdirSync(path).length > 0) {
    throw new Refused(
      `'${path}' is root's and holds other things than a shop: choose an empty folder, or one that is not there.`,
    );
  }
  return { path, owner: null };
}

/** As it is without links, by which systemd says what a service may see. */
function realPath(path: string): string {
  return existsSync(path) || dirname(path) === path ? realpathSync(path) : join(realPath(dirname(path)), basename(path));
}

function writable(word: string): string {
  // deno-lint-ignore no-control-regex -- they end a line, or are no text at all
  if (/[\x00-\x1f\x7f]/.test(word)) throw new Refused(`${JSON.stringify(word)} cannot stand in a service's file: rename it.`);
  return word;
}

function told(plan: ServicePlan, deed: ServiceDeed, head: string): number {
  console.log(head);
  if (plan.file !== null && deed === "install") console.log(`\n# ${plan.file.path}\n${plan.file.text}`);
  for (const command of deed === "status" ? [plan.status] : plan[deed]) console.log(plan.typed(command));
  return 0;
}

function put({ file }: ServicePlan): void {
  const { path, text } = file!;
  console.log(`${existsSync(path) ? "Changed" : "Written"}: ${path}`);
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  } catch (error) {
    throw new Refused(`'${path}' cannot be written (${(error as Error).message}): --system needs 'sudo'.`);
  }
}

async function done(command: CommandLine, { typed }: ServicePlan): Promise<number> {
  console.log(typed(command));
  const [program, ...args] = command;
  try {
    return (await new Deno.Command(program, { args, stdin: "null", stdout: "inherit", stderr: "inherit" }).output()).code;
  } catch {
    throw new Refused(`There is no '${program}' on this PC: it takes systemd.`);
  }
}
