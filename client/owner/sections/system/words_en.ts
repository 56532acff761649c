/** The words of the system's section, in English. */
import type { SystemMessages } from "./words.ts";

export const words: SystemMessages = {
  backups: "Backups",
  make: "Back up now",
  making: "Copying…",
  made: "Made",
  file: "File",
  size: "Size",
  none: "No backups",
  noneYet: "Nothing is backed up yet: make a copy, and keep one elsewhere than on this PC too.",
  old: "The last copy is more than three days old: make one, and keep it elsewhere than on this PC too.",
  lead: "A copy is made while the shop works. They are in",
  restore:
    "To put a copy back: stop the program, then “comptoir restore FILE”. What was sold since is lost, no number is given twice. Keep the folder’s .key files too: without them earlier signatures cannot be verified.",
  server: "Server",
  version: "Version",
  uptime: "Running for",
  duration: (hours, minutes) => `${hours} h ${String(minutes).padStart(2, "0")}`,
  database: "Database",
  free: "Free on the disk",
  unknown: "unknown",
  memory: "Memory",
  connected: "Connected devices",
  sessions: "Open sessions",
  requests: "Requests since the start",
  errors: "of these failed",
  commit: "Writing to disk",
  milliseconds: (value) => `${value} ms`,
};
