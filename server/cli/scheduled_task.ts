/** Comptoir as a task of Windows, in PowerShell's words: what it is made of has no limit of length there, unlike with `schtasks`. */
import { type CommandLine, serverLine, type ServicePlan, type ServiceWish } from "./service_wish.ts";

const NAME = ["-TaskName", "Comptoir"] as const;
/** By itself a task ends after three days, and when a PC is unplugged. */
const SETTINGS = "(New-ScheduledTaskSettingsSet -ExecutionTimeLimit ([TimeSpan]::Zero) -AllowStartIfOnBatteries " +
  "-DontStopIfGoingOnBatteries -RestartCount 999 -RestartInterval (New-TimeSpan -Minutes 1))";

export function taskPlan(wish: ServiceWish): ServicePlan {
  const [program, ...args] = serverLine(wish, wish.data?.path ?? null) as [string, ...string[]];
  const action = `(New-ScheduledTaskAction -Execute ${literal(program)} -Argument ${literal(args.map(argument).join(" "))})`;
  const when = wish.system
    ? ["-Trigger", "(New-ScheduledTaskTrigger -AtStartup)", "-User", "SYSTEM"]
    : ["-Trigger", "(New-ScheduledTaskTrigger -AtLogOn -User $env:USERNAME)"];
  return {
    file: null,
    install: [
      ["Register-ScheduledTask", "-Force", ...NAME, "-Action", action, ...when, "-Settings", SETTINGS],
      ["Start-ScheduledTask", ...NAME],
    ],
    uninstall: [["Stop-ScheduledTask", ...NAME], ["Unregister-ScheduledTask", ...NAME, "-Confirm:$false"]],
    status: ["Get-ScheduledTaskInfo", ...NAME],
    typed: (command: CommandLine) => command.join(" "),
  };
}

/** As PowerShell takes it literally: to it, typographic apostrophes are quotes too. */
function literal(text: string): string {
  return `'${text.replace(/['\u2018-\u201b]/g, "$&$&")}'`;
}

/** As a program of Windows reads its command line: backslashes before a quote, the closing one too, count twice. */
function argument(word: string): string {
  return `"${word.replace(/(\\*)("|$)/g, (_, slashes: string, quote: string) => slashes + slashes + (quote && '\\"'))}"`;
}
