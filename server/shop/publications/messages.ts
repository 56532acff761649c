/** Head office's messages: tills show theirs until the day that they name is over; the owner finds all of them with what was published. */
import type { Look, Tx } from "../../database/application.ts";
import { localNow } from "./local_time.ts";
import type { Message } from "./content.ts";

export function takeMessage(tx: Tx, { texte, pour, jusqu_au }: Message): void {
  if (pour === "proprietaire" || isOver(tx, jusqu_au)) return;
  tx.run("INSERT INTO annonces (texte, jusqu_au, cree_le) VALUES (?, ?, ?)", texte, jusqu_au, tx.now);
}

/** Whether there is one that has ended. */
export function hasEnded(look: Look): boolean {
  const oldest = look.get("SELECT min(jusqu_au) AS jour FROM annonces")!["jour"] as string | null;
  return oldest !== null && isOver(look, oldest);
}

export function endMessages(tx: Tx): void {
  tx.run("DELETE FROM annonces WHERE jusqu_au < ?", localNow(tx).slice(0, 10));
}

function isOver(look: Look, day: string): boolean {
  return day < localNow(look).slice(0, 10);
}
