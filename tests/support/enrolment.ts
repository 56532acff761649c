/** A till that is bound to a device, step by step: invited, enrolled, opened and released. */
import type { Person } from "./server.ts";
import { command } from "./shop.ts";

/** What a device makes and keeps: 32 random bytes, base64url. */
export const newKey = () => crypto.getRandomValues(new Uint8Array(32)).toBase64({ alphabet: "base64url", omitPadding: true });

export const invite = (person: Person, nom = "C1", key?: string) => command(person, `/api/caisses/${nom}/inviter`, {}, key);

export const enrol = (person: Person, code: string, cle: string, key?: string) =>
  command(person, "/api/caisses/enroler", { code, cle }, key);

export const release = (person: Person, nom = "C1") => command(person, `/api/caisses/${nom}/liberer`);

export const openWith = (person: Person, cle: string, nom = "C1") =>
  command(person, `/api/caisses/${nom}/ouvrir`, { fond: 0, cle });
