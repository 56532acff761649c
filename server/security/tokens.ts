/** Tokens: JWTs (HS256) that name a session. The session decides; a token alone opens nothing. */
import { jwtVerify, SignJWT } from "jose";

const ISSUER = "comptoir";

export class Tokens {
  constructor(readonly key: Uint8Array) {}

  /** `expiresAt` in milliseconds since 1970. */
  sign(sessionId: string, userId: number, issuedAt: number, expiresAt: number): Promise<string> {
    return new SignJWT({ sid: sessionId })
      .setProtectedHeader({ alg: "HS256", typ: "JWT" })
      .setIssuer(ISSUER)
      .setSubject(String(userId))
      .setIssuedAt(Math.floor(issuedAt / 1000))
      .setExpirationTime(Math.floor(expiresAt / 1000))
      .sign(this.key);
  }

  /** The session that a token names and its user; null unless this server signed it and it has not expired. */
  async verify(token: string, now: number): Promise<{ sessionId: string; userId: number } | null> {
    if (token.length > 1024) return null;
    try {
      const { payload } = await jwtVerify(token, this.key, { algorithms: ["HS256"], issuer: ISSUER, currentDate: new Date(now) });
      const sessionId = payload["sid"];
      return typeof sessionId === "string" ? { sessionId, userId: Number(payload.sub) } : null;
    } catch {
      return null;
    }
  }
}
