/** Comptoir as a unit of systemd: a user's own, or the PC's with a user of its own that may do little else. */
import { join } from "node:path";
import { type CommandLine, serverLine, type ServicePlan, type ServiceWish, shellTyped } from "./service_wish.ts";

const UNIT = "comptoir.service";
/** Whose the PC's service is where nobody has a folder for it: a real user, so that `sudo -u comptoir` reaches the data. */
const USER = "comptoir";
const STATE = "/var/lib/comptoir";
const USER_LINE = `u ${USER} - "Comptoir, a shop's till server" ${STATE}`;

export function systemdPlan(wish: ServiceWish): ServicePlan {
  const { system, home } = wish;
  const path = join(system ? "/etc/systemd/system" : join(home, ".config", "systemd", "user"), UNIT);
  const control = (...args: string[]): CommandLine => ["systemctl", ...system ? [] : ["--user"], ...args];
  return {
    file: { path, text: unit(wish) },
    install: [
      control("daemon-reload"),
      ...ownUser(wish) ? [["systemd-sysusers", "--inline", USER_LINE] as const] : [],
      // What runs already starts anew as it is written now, and no more leaves a file as the user that it was.
      control("stop", UNIT),
      ...givenFolder(wish),
      control("enable", "--now", UNIT),
    ],
    uninstall: [control("disable", "--now", UNIT), ["rm", "-f", path], control("daemon-reload")],
    status: control("status", "--no-pager", UNIT),
    typed: shellTyped,
  };
}

/** Whether it runs as the service's own user. */
function ownUser({ system, data }: ServiceWish): boolean {
  return system && (data === null || data.owner === null);
}

/** A folder that is nobody's yet becomes the service's; its own systemd makes by itself. */
function givenFolder(wish: ServiceWish): CommandLine[] {
  if (wish.data === null || !ownUser(wish)) return [];
  const { path } = wish.data;
  return [["install", "-d", "-m", "0700", "-o", USER, "-g", USER, path], ["chown", "-R", `${USER}:`, path]];
}

function unit(wish: ServiceWish): string {
  const data = wish.data?.path ?? (wish.system ? STATE : null);
  const [program, ...args] = serverLine(wish, data) as [string, ...string[]];
  // '$' begins a variable's name in arguments alone.
  const line = [quoted(program), ...args.map((word) => quoted(word).replaceAll("$", "$$$$"))];
  return `[Unit]
Description=Comptoir, a shop's till server
${after(wish)}
StartLimitIntervalSec=0

[Service]
ExecStart=${line.join(" ")}
Restart=on-failure
RestartSec=2
TimeoutStopSec=15
NoNewPrivileges=yes
${wish.system ? `${hardened(wish)}\n` : ""}
[Install]
WantedBy=${wish.system ? "multi-user.target" : "default.target"}
`;
}

/**
 * Devices are let through by the names that the kernel lists them under when the service begins (/proc/devices): an adapter that is
 * plugged in later is known only where what drives it is loaded by then.
 */
function after({ system }: ServiceWish): string {
  const units = ["network-online.target", ...system ? ["modprobe@usbserial.service", "modprobe@cdc_acm.service"] : []].join(" ");
  return `Wants=${units}\nAfter=${units}`;
}

/**
 * No MemoryDenyWriteExecute: the runtime makes machine code while it works. No PrivateDevices: it hides scales and printers that hang
 * on a cable; of all devices they alone are let through (`usb` has /dev/usb/lp0).
 */
function hardened({ program, data }: ServiceWish): string {
  const atHome = [...program, data?.path ?? ""].some((word) => /^(?:file:\/\/)?\/(?:home|root|run\/user)\//.test(word));
  const folder = data === null ? "StateDirectory=comptoir\nStateDirectoryMode=0700" : `ReadWritePaths=${quoted(data.path)}`;
  return `User=${data?.owner ?? USER}
${folder}
UMask=0077
ProtectSystem=strict
ProtectHome=${atHome ? "read-only" : "yes"}
PrivateTmp=yes
DevicePolicy=closed
DeviceAllow=char-ttyUSB rw
DeviceAllow=char-ttyACM rw
DeviceAllow=char-ttyS rw
DeviceAllow=char-usb rw
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

/** A word as units read it, where '%' begins a name of systemd's. */
function quoted(word: string): string {
  return `"${word.replace(/["\\]/g, "\\$&").replaceAll("%", "%%")}"`;
}
