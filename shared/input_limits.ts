/** The limits that every page knows as well, with their units: what the owner's alone needs is in owner_limits.ts, the rest in limits.ts, which no page fetches. */
export const INPUT_LIMITS = {
  /** Queries in one batch. */
  batchQueries: 100,
  /** Characters of a password, at least. */
  passwordMinChars: 10,
  /** Bytes of UTF-8 of a password, at most: bcrypt reads no more. */
  passwordMaxBytes: 72,
  /** Characters of a user name. */
  usernameChars: 64,
  /** Characters of a person's name. */
  nameChars: 100,
} as const;
