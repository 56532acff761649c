/** What an API token may be made for: each route names the one that opens it, and all others stay shut. */
export const SCOPES = ["metrics", "reports", "catalogue"] as const;
export type Scope = typeof SCOPES[number];

/** What every API token begins with: it is told from a session's by that. */
export const API_TOKEN_PREFIX = "cptr_";
