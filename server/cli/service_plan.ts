/** Comptoir as a service of each system: the files that it takes, and the commands that make it one and undo that. */
import { join } from "node:path";

/** A program and its arguments. */
type CommandLine = readonly [string, ...string[]];

export interface ServiceWish {
  readonly os: typeof Deno.build.os;
  /** For the whole PC, from its start on; else for this user. */
  readonly system: boolean;
  /** What starts the server, without its flags. */
  readonly program: CommandLine;
  /** Where the data lies; null for the service's own folder. */
  readonly data: string | null;
  readonly port: number;
  readonly home: string;
}

export interface ServicePlan {
  /** null where the system keeps none. */
  readonly file: { readonly path: string; readonly text: string } | null;
  readonly install: readonly CommandLine[];
  readonly uninstall: readonly CommandLine[];
  readonly status: CommandLine;
}

/** Where a system's own service keeps its data: systemd makes it, the service's alone. */
const STATE = "/var/lib/comptoir";

export function servicePlan(wish: ServiceWish): ServicePlan {
  if (wish.os === "windows") return task(wish);
  return wish.os === "darwin" ? launchd(wish) : systemd(wish);
}

function systemd(wish: ServiceWish): ServicePlan {
  const { system, home } = wish;
  const folder = system ? "/etc/systemd/system" : join(home, ".config", "systemd", "user");
  const control = (...args: string[]): CommandLine => ["systemctl", ...system ? [] : ["--user"], ...args];
  return {
    file: { path: join(folder, "comptoir.service"), text: unit(wish) },
    install: [control("daemon-reload"), control("enable", "--now", "comptoir.service")],
    uninstall: [control("disable", "--now", "comptoir.service")],
    status: control("status", "--no-pager", "comptoir.service"),
  };
}

function unit(wish: ServiceWish): string {
  const data = wish.data ?? (wish.system ? STATE : null);
  // In a unit '%' begins a name of systemd's and '$' a variable's.
  const quoted = started(wish, data).map((word) =>
    `"${word.replace(/(["\\])/g, "\\$1").replaceAll("%", "%%").replaceAll("$", "$$$$")}"`
  );
  return `[Unit]
Description=Comptoir, a shop's till server
Wants=network-online.target
After=network-online.target

[Service]
ExecStart=${quoted.join(" ")}
Restart=on-failure
RestartSec=2
TimeoutStopSec=15
NoNewPrivileges=yes
${wish.system ? `${hardened(wish, data)}\n` : ""}
[Install]
WantedBy=${wish.system ? "multi-user.target" : "default.target"}
`;
}

/** No MemoryDenyWriteExecute: the runtime makes machine code while it works. */
function hardened({ program, data: chosen }: ServiceWish, data: string | null): string {
  const atHome = program.some((word) => /^\/(?:home|root)\//.test(word));
  return `${chosen === null ? "DynamicUser=yes\nStateDirectory=comptoir\nStateDirectoryMode=0700" : `ReadWritePaths="${data}"`}
UMask=0077
ProtectSystem=strict
ProtectHome=${atHome ? "read-only" : "yes"}
PrivateTmp=yes
PrivateDevices=yes
ProtectClock=yes
ProtectHostname=yes
ProtectControlGroups=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX AF_NETLINK
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
CapabilityBoundingSet=
SystemCallArchitectures=native
# A second folder for backups has to be named here as well:
# ReadWritePaths=/media/sauvegardes`;
}

function launchd(wish: ServiceWish): ServicePlan {
  const { system, home } = wish;
  const path = join(system ? "/Library/LaunchDaemons" : join(home, "Library", "LaunchAgents"), "local.comptoir.plist");
  const words = started(wish, wish.data).map((word) =>
    `    <string>${word.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</string>`
  );
  const text = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>Label</key>
  <string>local.comptoir</string>
  <key>ProgramArguments</key>
  <array>
${words.join("\n")}
  </array>
  <key>RunAtLoad</key>
  <true/>
  <key>KeepAlive</key>
  <dict>
    <key>SuccessfulExit</key>
    <false/>
  </dict>
</dict>
</plist>
`;
  return {
    file: { path, text },
    install: [["launchctl", "load", "-w", path]],
    uninstall: [["launchctl", "unload", "-w", path]],
    status: ["launchctl", "list", "local.comptoir"],
  };
}

function task(wish: ServiceWish): ServicePlan {
  const command = started(wish, wish.data).map((word) => `"${word}"`).join(" ");
  const when = wish.system ? ["/SC", "ONSTART", "/RU", "SYSTEM"] : ["/SC", "ONLOGON", "/RL", "LIMITED"];
  return {
    file: null,
    install: [
      ["schtasks", "/Create", "/F", "/TN", "Comptoir", ...when, "/TR", command],
      ["schtasks", "/Run", "/TN", "Comptoir"],
    ],
    uninstall: [["schtasks", "/End", "/TN", "Comptoir"], ["schtasks", "/Delete", "/F", "/TN", "Comptoir"]],
    status: ["schtasks", "/Query", "/TN", "Comptoir", "/V", "/FO", "LIST"],
  };
}

function started({ program, port }: ServiceWish, data: string | null): string[] {
  return [...program, "--no-open", "--port", String(port), ...data === null ? [] : ["--data", data]];
}
