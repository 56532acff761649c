/** What the page's scripts weigh for who fetches them: by role and language, before the first ticket can be paid and in all. */
import { gzipSync } from "node:zlib";

export type Scripts = ReadonlyMap<string, Uint8Array<ArrayBuffer>>;

/** Bytes, gzip. */
export interface Weight {
  readonly role: string;
  /** Fetched before the first ticket can be sent or paid: all this must have come before anybody can work. */
  readonly first: number;
  /** With what is fetched afterwards, when the page is idle or somebody asks for it. */
  readonly all: number;
}

/** A till has it all within its first second on the LAN; what comes afterwards must not keep that network busy either. */
const TILL: Omit<Weight, "role"> = { first: 60 * 1024, all: 124 * 1024 };
export const BUDGETS: Readonly<Record<string, Omit<Weight, "role">>> = {
  // On the server PC itself, a section at a time.
  owner: { first: 60 * 1024, all: 340 * 1024 },
  caisse: TILL,
  vendeur: TILL,
};

/** Bytes, gzip, of a customer display's scripts, all in all: a page of its own, for the cheapest tablet. */
const DISPLAY = 20 * 1024;

/** Throws when they are over their budget. */
export function weighDisplay(scripts: Scripts): Weight {
  const all = [...scripts.values()].reduce((sum, script) => sum + gzipSync(script).byteLength, 0);
  if (all > DISPLAY) throw new Error(`The scripts of a customer display are ${all} bytes gzip, over their budget of ${DISPLAY}`);
  return { role: "display", first: all, all };
}

/** Of these a person fetches what is their role's, and what is in their language; see client/screens.tsx. */
const ROLES = Object.keys(BUDGETS);
const LANGUAGES = ["fr", "en"];
/** Fetched by the owner alone, at the first run. */
const FIRST_RUN = "setup-";
/** Chunks of what a role's page fetches later; see client/components/later.tsx. */
const LATER = ["aside-", "_section-"];

/** Chunks that only a till with such a device fetches, and the bytes that each may have: no other till pays for them. */
const DEVICES: Readonly<Record<string, number>> = { "card_aside-": 5 * 1024 };

/** For each role, in the language that weighs more. Throws when one is over its budget. */
export function weigh(scripts: Scripts): Weight[] {
  for (const [name, script] of scripts) {
    const most = Object.entries(DEVICES).find(([part]) => name.startsWith(part))?.[1] ?? Infinity;
    if (gzipSync(script).byteLength > most) throw new Error(`The script ${name} is over its budget of ${most} bytes gzip`);
  }
  return ROLES.map((role) => {
    const inBoth = LANGUAGES.map((language) => notFor(role, language));
    const heaviest = (others: readonly string[]) => Math.max(...inBoth.map((not) => bytesWithout([...not, ...others], scripts)));
    const weight = { role, first: heaviest(LATER), all: heaviest(Object.keys(DEVICES)) };
    for (const part of ["first", "all"] as const) {
      if (weight[part] > BUDGETS[role]![part]) {
        throw new Error(
          `The scripts of '${role}' (${part}) are ${weight[part]} bytes gzip, over their budget of ${BUDGETS[role]![part]}`,
        );
      }
    }
    return weight;
  });
}

/** A script and all that it leads to. `imports` answers the names that a script asks for. */
export function reached(from: string, scripts: Scripts, imports: (script: string) => readonly string[]): Set<string> {
  const names = new Set([from]);
  for (const name of names) for (const next of imports(new TextDecoder().decode(scripts.get(name)!))) names.add(next);
  return names;
}

export function staticImports(script: string): string[] {
  return [...script.matchAll(/(?:\bfrom|\bimport)\s*"\.\/([^"]+)"/g)].map(([, name]) => name!);
}

function dynamicImports(script: string): string[] {
  return [...script.matchAll(/\bimport\(\s*"\.\/([^"]+)"/g)].map(([, name]) => name!);
}

/** Parts of the names that somebody of this role and language never fetches. */
function notFor(role: string, language: string): string[] {
  return [
    ...(role === "owner" ? [] : [FIRST_RUN]),
    ...ROLES.filter((other) => other !== role).flatMap((other) => [`${other}-`, ...LANGUAGES.map((of) => `${other}_${of}-`)]),
    ...LANGUAGES.filter((other) => other !== language).flatMap((of) => ["shell", ...ROLES].map((words) => `${words}_${of}-`)),
  ];
}

function bytesWithout(parts: readonly string[], scripts: Scripts): number {
  const fetched = reached("main.js", scripts, (script) => {
    return [...staticImports(script), ...dynamicImports(script)].filter((name) => !parts.some((part) => name.includes(part)));
  });
  return [...fetched].reduce((sum, name) => sum + gzipSync(scripts.get(name)!).byteLength, 0);
}
