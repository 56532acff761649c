/** `comptoir service install|uninstall|status`: says what it does, and does it where that was tried. */
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { Refused } from "./console.ts";
import { PROGRAM_RIGHTS } from "./own_processes.ts";
import { type ServicePlan, servicePlan } from "./service_plan.ts";

interface Flags {
  readonly data?: string;
  readonly port: number;
  readonly system?: boolean;
  readonly dryRun?: boolean;
}
export type ServiceDeed = "install" | "uninstall" | "status";

type CommandLine = ServicePlan["status"];

export async function service(deed: ServiceDeed, { data, port, system = false, dryRun = false }: Flags): Promise<number> {
  const plan = servicePlan({
    os: Deno.build.os,
    system,
    program: [
      Deno.execPath(),
      ...Deno.build.standalone ? [] : ["run", "--quiet", "--no-prompt", ...PROGRAM_RIGHTS, Deno.mainModule],
    ],
    data: data === undefined ? null : resolve(data),
    port,
    home: Deno.env.get("HOME") ?? "/",
  });
  if (dryRun) return told(plan, deed, "This would be done:");
  if (Deno.build.os !== "linux") return told(plan, deed, "Not tried by us on this system, so it is yours to do:");
  if (deed === "status") return await done(plan.status);
  if (deed === "install") put(plan);
  for (const command of plan[deed]) {
    const code = await done(command);
    if (code !== 0) throw new Refused(`'${command.join(" ")}' has failed with ${code}: see what it says above.`);
  }
  if (deed === "uninstall") rmSync(plan.file!.path, { force: true });
  return 0;
}

function told(plan: ServicePlan, deed: ServiceDeed, head: string): number {
  console.log(head);
  if (plan.file !== null && deed !== "status") {
    console.log(deed === "install" ? `\n# ${plan.file.path}\n${plan.file.text}` : `\nrm ${plan.file.path}`);
  }
  for (const command of deed === "status" ? [plan.status] : plan[deed]) console.log(command.map(quoted).join(" "));
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

async function done([program, ...args]: CommandLine): Promise<number> {
  console.log([program, ...args].join(" "));
  try {
    return (await new Deno.Command(program, { args, stdin: "null", stdout: "inherit", stderr: "inherit" }).output()).code;
  } catch {
    throw new Refused(`There is no '${program}' on this PC: it takes systemd.`);
  }
}

function quoted(word: string): string {
  return /^[\w./:=@\\-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
