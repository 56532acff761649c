/** Which browser shows a till's page, and how it is told to look like an application. */
import { statSync } from "node:fs";
import { delimiter, join } from "node:path";

interface Look {
  readonly origin: string;
  /** The folder of the browser's profile. */
  readonly profile: string;
  readonly kiosk?: boolean;
  readonly silentPrint: boolean;
  /** Flags handed on. */
  readonly extra: readonly string[];
}

/** Those that know `--app` and `--kiosk-printing`. */
const NAMES = [
  "microsoft-edge",
  "google-chrome",
  "google-chrome-stable",
  "chromium",
  "chromium-browser",
  "msedge.exe",
  "chrome.exe",
];

/** The program's path: the one that is named, or the first that is here; null when there is none. */
export function findBrowser(named: string | undefined): string | null {
  if (named !== undefined) return isFile(named) ? named : onPath([named]);
  return usualPlaces().find(isFile) ?? onPath(NAMES);
}

/** One window without address and tabs; receipts go to the PC's printer without being asked about. */
export function browserArguments({ origin, profile, kiosk = false, silentPrint, extra }: Look): string[] {
  return [
    `--app=${origin}/`,
    `--user-data-dir=${profile}`,
    "--no-first-run",
    "--no-default-browser-check",
    // A ticket is worked in one language: nobody offers to translate it.
    "--disable-features=Translate",
    ...kiosk ? ["--kiosk"] : [],
    ...silentPrint ? ["--kiosk-printing"] : [],
    ...extra,
  ];
}

function usualPlaces(): readonly string[] {
  if (Deno.build.os === "darwin") {
    return [
      "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
      "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
      "/Applications/Chromium.app/Contents/MacOS/Chromium",
    ];
  }
  if (Deno.build.os !== "windows") return [];
  const roots = ["ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA"].flatMap((name) => Deno.env.get(name) ?? []);
  const programs = [["Microsoft", "Edge", "Application", "msedge.exe"], ["Google", "Chrome", "Application", "chrome.exe"]];
  return programs.flatMap((parts) => roots.map((root) => join(root, ...parts)));
}

function onPath(names: readonly string[]): string | null {
  const folders = (Deno.env.get("PATH") ?? "").split(delimiter).filter((folder) => folder !== "");
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isFile) ?? null;
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
