/** The limits that the page knows as well, with their units; the rest is in limits.ts, which the page does not fetch. */
export const INPUT_LIMITS = {
  /** Queries in one batch. */
  batchQueries: 100,
  /** Articles that one batch may change in one way, and those that it may add: an import of a whole shop. */
  catalogueBatch: 10_000,
  /** Characters of a password, at least. */
  passwordMinChars: 10,
  /** Bytes of UTF-8 of a password, at most: bcrypt reads no more. */
  passwordMaxBytes: 72,
  /** Characters of a user name. */
  usernameChars: 64,
  /** Characters of a person's name. */
  nameChars: 100,
} as const;
