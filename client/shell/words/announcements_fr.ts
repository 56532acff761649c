/** The words about head office's messages, in French: written first. */
export const announcements = {
  short: "Siège",
  title: "Messages du siège",
  count: (count: number) => count === 1 ? "Un message du siège" : `${count} messages du siège`,
};
export type AnnouncementWords = typeof announcements;
