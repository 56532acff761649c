import type { AnnouncementWords } from "./announcements_fr.ts";

/** The words about head office's messages, in English. */
export const announcements: AnnouncementWords = {
  short: "Head office",
  title: "Messages of head office",
  count: (count) => count === 1 ? "A message of head office" : `${count} messages of head office`,
};
