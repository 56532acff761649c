/** What may be wrong with a shop's PC, from what is known of it: one line for each, with what helps. */
import { say } from "../shared/errors.ts";
import { LIMITS } from "../shared/limits.ts";
import { type DeviceFacts, deviceFindings } from "./doctor_devices.ts";
import { bad, type Finding, good, unknown } from "./http/finding.ts";

/** What was found out, by a running server or by a command alone. null is what nobody could tell. */
export interface Facts extends DeviceFacts {
  readonly port: { readonly number: number; readonly state: "serving" | "free" | "taken" };
  readonly engine_warning: string | null;
  readonly disk_free_bytes: number | null;
  /** Milliseconds that the writer waits for the disk. */
  readonly commit_ms: number | null;
  /** RFC 3339, both. */
  readonly now: string;
  readonly last_record: string | null;
  readonly zone: string | null;
  readonly pc_zone: string;
  /** What is wrong with the database's pages; "" for nothing. */
  readonly pages: string | null;
  /** The same of its records. */
  readonly journal: string | null;
  readonly backup: { readonly newest: string | null; readonly old: boolean; readonly failed: string | null };
  readonly second: { readonly folder: string | null; readonly failed: string | null };
  /** Sentences on the certificate; null without one. */
  readonly certificate: readonly string[] | null;
  /** Of the name on the local network; null where none is to be announced. */
  readonly local_name: { readonly name: string | null; readonly addresses: readonly string[]; readonly trouble: string } | null;
  readonly proxy: { readonly origin: string | null; readonly trusted: readonly string[] };
}

/** Milliseconds of a commit above which a disk is slow: a till waits for one with each line. */
const SLOW_MS = 100;
const LATE_MS = 5 * 60 * 1000;

export function findingsOf(facts: Facts): readonly Finding[] {
  return [port(facts), firewall(facts), room(facts), speed(facts), clock(facts), zone(facts)]
    .concat([
      engine(facts),
      pages(facts),
      journal(facts),
      backup(facts),
      second(facts),
      ...deviceFindings(facts),
      certificate(facts),
      localName(facts),
      proxy(facts),
    ]);
}

function port({ port: { number, state } }: Facts): Finding {
  if (state === "serving") {
    return good("port", say(`le serveur répond sur le port ${number}`, `the server answers on port ${number}`));
  }
  if (state === "free") return good("port", say(`le port ${number} est libre`, `port ${number} is free`));
  const said = say(`un autre programme occupe le port ${number}`, `another program has port ${number}`);
  return bad("port", said, say("fermez-le, ou choisissez un autre port avec --port", "close it, or choose another with --port"));
}

function firewall({ port: { number } }: Facts): Finding {
  const rule = {
    windows: `netsh advfirewall firewall add rule name=Comptoir dir=in action=allow protocol=TCP localport=${number}`,
    linux: `sudo ufw allow ${number}/tcp`,
  } as Partial<Record<typeof Deno.build.os, string>>;
  const command = rule[Deno.build.os];
  const said = say("seule une caisse peut le dire : ouvrez-y l'adresse", "only a till can tell: open the address there");
  return unknown(
    "firewall",
    said,
    command === undefined ? null : say(`si elle n'y arrive pas : ${command}`, `if it cannot: ${command}`),
  );
}

function room({ disk_free_bytes: free }: Facts): Finding {
  if (free === null) {
    return unknown("disk", say("le système ne dit pas la place libre", "the system does not tell how much is free"));
  }
  const mib = Math.floor(free / 2 ** 20);
  const said = say(`${mib} Mio libres`, `${mib} MiB free`);
  if (free > 4 * LIMITS.diskFloorBytes) return good("disk", said);
  return bad("disk", said, say("faites de la place sur ce disque", "make room on this disk"));
}

function speed({ commit_ms }: Facts): Finding {
  if (commit_ms === null) {
    return unknown("disk_speed", say("mesurée quand le serveur travaille", "measured while the server works"));
  }
  const ms = Math.round(commit_ms * 10) / 10;
  const said = say(`une écriture prend ${ms} ms`, `a write takes ${ms} ms`);
  if (ms < SLOW_MS) return good("disk_speed", said);
  return bad("disk_speed", said, say("mettez les données sur un disque SSD de ce PC", "put the data on an SSD of this PC"));
}

function clock({ now, last_record }: Facts): Finding {
  const said = say(`le PC dit ${now}`, `the PC says ${now}`);
  if (last_record === null || Date.parse(now) > Date.parse(last_record) - LATE_MS) return good("clock", said);
  const late = say(`${said.fr}, mais un enregistrement est du ${last_record}`, `${said.en}, but a record is of ${last_record}`);
  return bad("clock", late, say("réglez la date et l'heure du PC", "set the PC's date and time"));
}

function zone({ zone, pc_zone }: Facts): Finding {
  if (zone === null || zone === pc_zone) return good("time_zone", say(pc_zone, pc_zone));
  const said = say(`la boutique : ${zone}, le PC : ${pc_zone}`, `the shop: ${zone}, the PC: ${pc_zone}`);
  return bad(
    "time_zone",
    said,
    say("corrigez celui qui est faux : console, Boutique", "put right whichever is wrong: console, Shop"),
  );
}

function engine({ engine_warning }: Facts): Finding {
  if (engine_warning === null) return good("engine", say("SQLite est à jour", "SQLite is sound"));
  return bad(
    "engine",
    say(engine_warning, engine_warning),
    say("prenez la version actuelle de Comptoir", "take Comptoir's present version"),
  );
}

function pages({ pages }: Facts): Finding {
  if (pages === null) return unknown("database", say("non regardée", "not looked at"));
  if (pages === "") return good("database", say("la base se lit et s'écrit", "the database is sound"));
  return bad(
    "database",
    say(pages, pages),
    say("comptoir restore FICHIER, avec la dernière sauvegarde", "comptoir restore FILE, with the last backup"),
  );
}

function journal({ journal }: Facts): Finding {
  const look = say("comptoir journal verify", "comptoir journal verify");
  if (journal === null) return unknown("journal", say("non regardé", "not looked at"), look);
  if (journal === "") return good("journal", say("les enregistrements sont intacts", "the records are whole"));
  return bad("journal", say(journal, journal), look);
}

function backup({ backup: { newest, old, failed } }: Facts): Finding {
  const make = say("console, Système : Sauvegarder maintenant", "console, System: Back up now");
  if (failed !== null) return bad("backup", say(`la dernière a échoué : ${failed}`, `the last one failed: ${failed}`), make);
  if (newest === null) return bad("backup", say("aucune", "none"), make);
  return old ? bad("backup", say(`du ${newest}`, `of ${newest}`), make) : good("backup", say(`du ${newest}`, `of ${newest}`));
}

function second({ second: { folder, failed } }: Facts): Finding {
  const choose = say("console, Système : un dossier d'un autre disque", "console, System: a folder on another disk");
  if (folder === null) return bad("second_backup", say("aucune copie hors de ce disque", "no copy outside this disk"), choose);
  if (failed === null) return good("second_backup", say(folder, folder));
  return bad("second_backup", say(failed, failed), say(`branchez le disque de ${folder}`, `plug in the disk of ${folder}`));
}

const REMEDY = say(
  "celui de la boutique : comptoir tls renew ; sinon voyez --tls-cert et --allow-host",
  "the shop's own: comptoir tls renew; else see --tls-cert and --allow-host",
);

function certificate({ certificate }: Facts): Finding {
  if (certificate === null) return good("certificate", say("aucun : HTTP", "none: HTTP"));
  if (certificate.length === 0) return good("certificate", say("les navigateurs l'accepteront", "browsers will take it"));
  const said = certificate.join(" ");
  return bad("certificate", say(said, said), REMEDY);
}

function localName({ local_name: local }: Facts): Finding {
  if (local === null) return unknown("local_name", say("aucun n'est annoncé", "none is announced"));
  const { name, addresses, trouble } = local;
  const at = addresses.join(", ");
  if (name === null && trouble === "") return unknown("local_name", say("demandé en ce moment", "being asked for now"));
  // At one address of several it may be in trouble and work at the others.
  const but = trouble === "" ? "" : ` (${trouble})`;
  if (name !== null) return good("local_name", say(`${name} mène à ${at}${but}`, `${name} leads to ${at}${but}`));
  const tills = say("les postes ouvrent l'adresse en chiffres", "tills open the address in figures");
  return unknown("local_name", say(trouble, trouble), tills);
}

function proxy({ proxy: { origin, trusted } }: Facts): Finding {
  if (origin === null && trusted.length === 0) return good("proxy", say("aucun n'est configuré", "none is configured"));
  if (origin !== null && trusted.length > 0) {
    return good("proxy", say(`${origin}, par ${trusted.join(", ")}`, `${origin}, by ${trusted.join(", ")}`));
  }
  const said = say("à moitié configuré", "half configured");
  return bad("proxy", said, say("donnez --public-origin et --trusted-proxy", "give both --public-origin and --trusted-proxy"));
}
