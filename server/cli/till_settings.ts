/** What a till's PC remembers: where the server is, and the browser's own folder. Each person of the PC has their own. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

export interface KeptSettings {
  /** The server's origin. */
  readonly server: string;
}

export class TillSettings {
  private constructor(readonly folder: string) {}

  /** `%APPDATA%`, `~/Library/Application Support` or `~/.config`, as the system has it. */
  static ofThisPerson(): TillSettings {
    return new TillSettings(join(settingsFolder(), "comptoir-till"));
  }

  /** The browser's profile: its storage holds the ticket in hand, and is nobody else's. */
  get profile(): string {
    return join(this.folder, "browser");
  }

  /** Null when nothing was kept, or nothing that can be read. */
  read(): KeptSettings | null {
    try {
      const { server } = JSON.parse(readFileSync(this.#file, "utf8")) as Partial<KeptSettings>;
      return typeof server === "string" && URL.canParse(server) ? { server } : null;
    } catch {
      return null;
    }
  }

  write(settings: KeptSettings): void {
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    writeFileSync(`${this.#file}.part`, `${JSON.stringify(settings)}\n`);
    renameSync(`${this.#file}.part`, this.#file);
  }

  get #file(): string {
    return join(this.folder, "till.json");
  }
}

function settingsFolder(): string {
  if (Deno.build.os === "windows") return Deno.env.get("APPDATA") ?? join(homedir(), "AppData", "Roaming");
  if (Deno.build.os === "darwin") return join(homedir(), "Library", "Application Support");
  return Deno.env.get("XDG_CONFIG_HOME") || join(homedir(), ".config");
}
