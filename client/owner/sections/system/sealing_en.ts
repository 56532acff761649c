/** The words of sealing the journal's years, in English. */
import type { SealingMessages } from "./sealing_fr.ts";

export const words: SealingMessages = {
  title: "The journal of past years",
  lead:
    "The journal of a closed year can leave the database for a sealed file of its own beside it. History, exports and the check of the books read it as before.",
  year: "Year",
  records: "Records",
  size: "Size",
  place: "Where",
  inDatabase: "in the database",
  about: (size) => `about ${size}`,
  act: "Seal",
  of: (year) => `Seal the journal up to ${year}`,
  none: "No year to seal.",
  busy: "The journal is being sealed. The shop goes on working.",
  done: "The journal is sealed. Keep these files as long as the books.",
  failed: (reason) => `Not all of it was sealed: ${reason}. Nothing is lost: you can begin again.`,
  sure: {
    title: (year) => `Seal the journal up to ${year}?`,
    files: (years, size) => `The journal of ${years} goes to the folder journal, a file for each year: about ${size} in all.`,
    safe:
      "Each file is read again as a whole before the database forgets what is in it. If the PC stops midway, nothing is lost.",
    meanwhile: "The tills go on working meanwhile.",
    kept:
      "A sealed year does not come back into the database. Keep these files as long as the books: each backup makes sure that they are beside it too.",
    room:
      "The database’s file does not get smaller: the room inside it takes the next sales. With the server stopped, the command “comptoir compact” gives it back to the disk.",
    act: "Seal",
  },
};
