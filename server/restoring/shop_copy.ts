/** A copy of a shop that is to take the shop's place: what is asked of it, from the command line and by the running server alike. */
import { DatabaseSync } from "node:sqlite";
import { type Bilingual, say } from "../../shared/errors.ts";
import { SAYS_FULL } from "../database/files/disk_space.ts";
import type { DataFolder } from "../database/files/folder.ts";
import type { Replacement } from "../database/files/replacement.ts";
import { stageCopy } from "../database/restore.ts";
import { shop } from "../shop/application.ts";
import { alteredRecords, alteredRules, type Progress } from "./altered.ts";

/** It may not take the shop's place; its message is the English reason. */
class CopyRefused extends Error {
  constructor(readonly reason: Bilingual) {
    super(reason.en);
  }
}

export interface CopyOptions {
  readonly now: Date;
  /** Hears of what was changed in it since Comptoir wrote it; throws where that is not put up with. */
  readonly hear: (what: string) => void;
  readonly progressOf: Progress;
}

/** Copies, looks through and upgrades the file beside the shop's database, which stays as it is. Throws the reason against it. */
export function stageShop(folder: DataFolder, file: string, { now, hear, progressOf }: CopyOptions): Promise<Replacement> {
  const changed = (what: string | null) => {
    if (what !== null) hear(what);
  };
  return stageCopy(folder, file, {
    application: shop,
    // Asked of the program's own copy: SQLite would leave its files beside the owner's, or could not even look on a read-only disk.
    accept: (copy) => {
      refuseMixture(folder.database, copy);
      changed(alteredRules(copy));
    },
    examine: async (copy) => changed(await alteredRecords(copy, folder, progressOf)),
    now,
  });
}

export function refuseChanged(what: string): never {
  throw new CopyRefused(say(
    `la copie a été modifiée depuis que Comptoir l'a écrite : ${what}. Prenez une autre copie ; s'il n'y en a pas, ` +
      "« comptoir restore FICHIER --accept-changed » la remet quand même, et le journal le dit",
    `the copy was changed since Comptoir wrote it: ${what}. Take another copy; only where there is none, ` +
      "--accept-changed puts this one back, and the journal says so",
  ));
}

/** A demo never becomes a real shop, nor a real shop a demo. */
function refuseMixture(database: string, file: string): void {
  const [here, there] = [isDemo(database), isDemo(file)];
  if (here === null || there === null || here === there) return;
  throw new CopyRefused(
    there
      ? say(
        "ce fichier est celui d'une boutique de démonstration, et ce dossier contient une vraie boutique",
        "the file is a demo shop's, and this folder holds a real shop",
      )
      : say(
        "ce dossier contient une boutique de démonstration, et ce fichier est celui d'une vraie boutique. Restaurez-le dans un nouveau dossier",
        "this folder holds a demo shop, and the file is a real shop's. Restore it into a new folder",
      ),
  );
}

/** null for what cannot be read: the restore itself says why. */
function isDemo(path: string): boolean | null {
  try {
    const db = new DatabaseSync(path, { readOnly: true });
    try {
      return (db.prepare("SELECT demo FROM boutique").get() as { demo: number }).demo === 1;
    } finally {
      db.close();
    }
  } catch {
    return null;
  }
}

/** Why a file does not take the shop's place, in the reader's language; English is what the command line says. */
export function refusalOf(error: Error): Bilingual {
  if (error instanceof CopyRefused) return error.reason;
  return say(IN_FRENCH.find(([message]) => message.test(error.message))?.[1] ?? error.message, error.message);
}

const IN_FRENCH: readonly (readonly [RegExp, string])[] = [
  [/^there is no file/, "ce fichier n'est plus là"],
  [/newer version/, "ce fichier a été fait par une version plus récente de Comptoir : mettez d'abord le programme à jour"],
  [/no database of Comptoir|not a database/, "ce fichier n'est pas une base de Comptoir"],
  [/damaged|malformed|disk image/, "ce fichier est abîmé ou incomplet"],
  [SAYS_FULL, "il n'y a pas assez de place sur le disque"],
  [/permission|EACCES|EPERM|EROFS|unable to open/i, "le programme ne peut pas lire ce fichier"],
  [/the upgrade stopped/, "ce fichier n'a pas pu être mis à la version du programme"],
];
