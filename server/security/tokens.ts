/** Tokens: JWTs (HS256) that name a session. The session decides; a token alone opens nothing. */
import { jwtVerify, SignJWT } from "jose";

const ISSUER = "comptoir";

export class Tokens {
  constructor(readonly key: Uint8Array) {}

  /** `issuedAt` in milliseconds since 1970. */
  sign(sessionId: string, userId: number, issuedAt: number, lifetimeMs: number): Promise<string> {
    return new SignJWT({ sid: sessionId })
      .setProtectedHeader({ alg: "HS256", typ: "JWT" })
      .setIssuer(ISSUER)
      .setSubject(String(userId))
      .setIssuedAt(Math.floor(issuedAt / 1000))
      .setExpirationTime(Math.floor((issuedAt + lifetimeMs) / 1000))
      .sign(this.key);
  }

  /**
   * The session that a token names, its user, and how long after the session's start the token is good; null unless
   * this server signed it. Its times are those of a clock that may have been put right since: only their distance counts.
   */
  async verify(token: string): Promise<{ sessionId: string; userId: number; lifetimeMs: number } | null> {
    if (token.length > 1024) return null;
    try {
      const { payload } = await jwtVerify(token, this.key, { algorithms: ["HS256"], issuer: ISSUER, currentDate: new Date(0) });
      const sessionId = payload["sid"];
      if (typeof sessionId !== "string") return null;
      return { sessionId, userId: Number(payload.sub), lifetimeMs: (payload.exp! - payload.iat!) * 1000 };
    } catch {
      return null;
    }
  }
}
