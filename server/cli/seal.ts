/** `comptoir journal seal` */
import type { SealingDone } from "../sealing.ts";
import { act } from "./actions.ts";
import { existingFolder } from "./console.ts";

interface Flags {
  readonly through: number;
  readonly data?: string;
}

export async function seal({ through, data }: Flags): Promise<number> {
  const folder = existingFolder(data);
  const done = await act<SealingDone>(folder, "journal_seal", { through: String(through) });
  for (const { name, first_seq, last_seq, size_bytes } of done.sealed) {
    console.log(`Sealed: journal/${name}, records ${first_seq} to ${last_seq} (${size_bytes} bytes).`);
  }
  if (done.sealed.length === 0) console.log(`Nothing to seal: no record up to ${through} is left in the live journal.`);
  else {console.log(
      "Keep these files as long as the books: they are copied with each backup, and no copy of the database holds them.",
    );}
  return 0;
}
