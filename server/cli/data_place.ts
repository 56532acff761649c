/** Where a shop's data lies: `--data` first, else beside the executable, else the user's own folder; and whether a disk is one for it. */
import { closeSync, existsSync, openSync, readFileSync, realpathSync, rmSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { DataFolder } from "../database/files/folder.ts";

/** Without `--data`. A shop that is there is never passed over for a new one, even where it cannot be written: that is told. */
export function usualFolder(): DataFolder {
  if (!Deno.build.standalone) return new DataFolder("data");
  const beside = new DataFolder(join(dirname(Deno.execPath()), "data"));
  const own = new DataFolder(userFolder());
  if (mayBeThere(beside.database)) return beside;
  if (mayBeThere(own.database)) return own;
  return canWrite(dirname(beside.path)) ? beside : own;
}

/** What may not be looked at may be there. */
function mayBeThere(path: string): boolean {
  try {
    statSync(path);
    return true;
  } catch (error) {
    return !["ENOENT", "ENOTDIR"].includes((error as { code: string }).code);
  }
}

/** Where this system keeps what programs store for a user. */
export function userFolder(os = Deno.build.os, env: (name: string) => string | undefined = (name) => Deno.env.get(name)): string {
  const home = env("HOME") || env("USERPROFILE") || ".";
  if (os === "windows") return join(env("LOCALAPPDATA") || join(home, "AppData", "Local"), "Comptoir");
  if (os === "darwin") return join(home, "Library", "Application Support", "Comptoir");
  return join(env("XDG_DATA_HOME") || join(home, ".local", "share"), "comptoir");
}

function canWrite(folder: string): boolean {
  const probe = join(folder, `.comptoir-${Deno.pid}`);
  try {
    closeSync(openSync(probe, "wx", 0o600));
    return true;
  } catch {
    return false;
  } finally {
    rmSync(probe, { force: true });
  }
}

/** Kinds of disks that are another PC's: neither the database's locks nor its shared memory hold there. */
const SHARES =
  /^(?:nfs\d?|cifs|smb\d?|smbfs|afs|ceph|glusterfs|lustre|davfs|fuse\.(?:sshfs|glusterfs|davfs2?|rclone|ceph|gvfsd-fuse))$/;

/** What kind of another PC's disk a folder is on, by its system's name; null for one of this PC, and where the system does not tell. */
export function shareUnder(path: string): string | null {
  if (Deno.build.os === "windows") return /^(?:\\\\|\/\/)(?![?.][\\/])/.test(path) ? "SMB" : null;
  if (Deno.build.os !== "linux") return null;
  try {
    return shareIn(readFileSync("/proc/self/mounts", "utf8"), existing(resolve(path)));
  } catch {
    return null;
  }
}

/** The same by the text of `/proc/self/mounts`: the innermost place above the path decides, the last of them that was mounted. */
export function shareIn(mounts: string, path: string): string | null {
  let [inmost, found] = ["", ""];
  for (const line of mounts.split("\n")) {
    const [, at, type] = line.split(" ");
    if (at === undefined || type === undefined) continue;
    const place = at.replace(/\\(\d{3})/g, (_, octal) => String.fromCharCode(parseInt(octal, 8)));
    const isAbove = path === place || path.startsWith(place.endsWith("/") ? place : `${place}/`);
    if (isAbove && place.length >= inmost.length) [inmost, found] = [place, type];
  }
  return SHARES.test(found) ? found : null;
}

/** The folder itself, or the deepest above it that is there. */
function existing(path: string): string {
  return existsSync(path) || path === dirname(path) ? realpathSync(path) : existing(dirname(path));
}
