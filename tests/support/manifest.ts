/** What an archive says of itself. */
import { strFromU8, unzipSync } from "fflate";

interface Place {
  seq: number;
  signature: string;
}
interface Manifest {
  series: { serie: string; apres: Place; jusqua: Place }[];
  cloturee: boolean;
  fichiers: { nom: string }[];
}

export function manifestOf(archive: Uint8Array): Manifest {
  return JSON.parse(strFromU8(unzipSync(archive)["manifeste.json"]!));
}
