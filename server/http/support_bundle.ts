/** What somebody needs who helps the owner from afar, as a ZIP: figures and settings, and neither a secret nor a person. */
import type { Actor } from "../database/application.ts";
import type { Services } from "./context.ts";
import { figuresOf } from "./figures.ts";
import { scrub } from "./scrub.ts";

const README = `COMPTOIR

Ce fichier aide à comprendre une panne. Il ne contient ni mot de passe, ni clé, ni empreinte, ni nom de personne, de client ou
de boutique, ni vente. Ouvrez-le et lisez-le avant de l'envoyer : tout y est en clair.

This file helps to understand what went wrong. It holds no password, no key, no hash, no name of a person, a customer or a shop,
and no sale. Open it and read it before you send it: all of it is plain text.
`;

export async function supportBundle(services: Services, actor: Actor): Promise<Uint8Array<ArrayBuffer>> {
  const { version, warning, timeZone, singleMachine, disk, database, clock } = services;
  const folders = services.folders();
  const healthy = await database.healthy();
  const parts: Readonly<Record<string, unknown>> = {
    "version.json": { version, runtime: Deno.version, os: Deno.build.os, arch: Deno.build.arch },
    "health.json": {
      database: healthy ? "ok" : "unavailable",
      time: new Date(clock.now()).toISOString(),
      time_zone: timeZone.name,
      warning: warning === null ? null : scrub(warning, folders),
      disk_low: disk.low,
      disk_free_mib: disk.freeMiB,
    },
    "settings.json": {
      single_machine: { on: singleMachine.on, by_flag: singleMachine.byFlag, kept: singleMachine.kept },
      till_addresses: services.tillUrls().length,
      application: await told(() => services.supportFacts(actor)),
    },
    "metrics.json": await told(() => figuresOf(services)),
    "backups.json": await told(() =>
      Promise.resolve(services.backups.list().map(({ kind, size_bytes, made_at }) => ({ kind, size_bytes, made_at })))
    ),
    "integrity.json": await told(async () => {
      const found = await services.verifyRecent();
      return { ...found, problem: found.problem === null ? null : scrub(found.problem, folders) };
    }),
  };
  const texts: Record<string, string> = { "LISEZMOI.txt": README };
  for (const [name, value] of Object.entries(parts)) texts[name] = `${JSON.stringify(value, null, 2)}\n`;
  texts["log.txt"] = services.recentLog().map((line) => `${scrub(line, folders)}\n`).join("");
  // A shop that asks for none starts without it.
  const { strToU8, zipSync } = await import("fflate");
  const files = Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, strToU8(text)]));
  return zipSync(files) as Uint8Array<ArrayBuffer>;
}

/** What cannot be found out is no reason to give no help: that it could not is a finding. */
async function told(find: () => Promise<unknown>): Promise<unknown> {
  try {
    return await find();
  } catch (error) {
    return { unknown: (error as { code?: string }).code ?? "failed" };
  }
}
