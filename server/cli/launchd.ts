/** Comptoir as an agent, or a daemon, of macOS' launchd. */
import { join } from "node:path";
import { serverLine, type ServicePlan, type ServiceWish, shellTyped } from "./service_wish.ts";

export function launchdPlan(wish: ServiceWish): ServicePlan {
  const { system, home } = wish;
  const path = join(system ? "/Library/LaunchDaemons" : join(home, "Library", "LaunchAgents"), "local.comptoir.plist");
  const words = serverLine(wish, wish.data?.path ?? null).map((word) =>
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
    uninstall: [["launchctl", "unload", "-w", path], ["rm", "-f", path]],
    status: ["launchctl", "list", "local.comptoir"],
    typed: shellTyped,
  };
}
