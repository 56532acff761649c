/** What keeps a shop and its head office apart, by a stable code and a sentence for either language. No secret and no row stands in one. */
import { type Bilingual, say } from "../../shared/errors.ts";

/** Whether to try again soon: what lies between may come back by itself; the rest waits for somebody. */
const PASSING = ["unreachable", "busy", "full"] as const;
const LASTING = [
  ...["credential", "not_initialised", "other_version", "unencrypted", "certificate"] as const,
  ...["other_shop", "superseded", "fork", "cut_off", "damaged", "unexpected"] as const,
];
export type TroubleCode = (typeof PASSING)[number] | (typeof LASTING)[number];

const SAID: Readonly<Record<TroubleCode, Bilingual>> = {
  unreachable: say("la base du siège ne répond pas", "head office's database does not answer"),
  busy: say("la base du siège est occupée", "head office's database is busy"),
  full: say(
    "le disque de la base du siège est plein : faites-y de la place",
    "the disk of head office's database is full: make room there",
  ),
  credential: say(
    "la base du siège refuse l'accès de cette boutique : demandez un nouveau fichier au siège (enrol --again)",
    "head office's database refuses this shop's credential: ask head office for another file (enrol --again)",
  ),
  not_initialised: say(
    "la base du siège n'est pas préparée : lancez-y 'comptoir head-office init'",
    "head office's database is not prepared: run 'comptoir head-office init' on it",
  ),
  other_version: say(
    "la base du siège a été préparée par une autre version : lancez 'comptoir head-office init' avec la plus récente",
    "head office's database was prepared by another version: run 'comptoir head-office init' of the newest one",
  ),
  unencrypted: say(
    "la base du siège ne parle pas TLS : activez-le là-bas, ou dites sslmode=disable si le réseau est sûr",
    "head office's database does not speak TLS: switch it on there, or say sslmode=disable where the network is trusted",
  ),
  certificate: say(
    "le certificat de la base du siège n'est pas reconnu : donnez son autorité avec --ca",
    "the certificate of head office's database is not trusted: name its authority with --ca",
  ),
  other_shop: say(
    "le siège a sous ce nom le journal d'une autre boutique : faites enrôler celle-ci sous un autre nom",
    "head office has another shop's journal under this name: have this one enrolled under another",
  ),
  superseded: say(
    "une sauvegarde restaurée de cette boutique envoie déjà à sa place : deux boutiques vivent sous le même nom",
    "a restored copy of this shop sends in its place already: two shops live under one name",
  ),
  fork: say(
    "le journal d'ici et celui du siège ne disent plus la même chose : deux boutiques ont écrit sous le même nom",
    "the journal here and head office's say different things: two shops have written under one name",
  ),
  cut_off: say(
    "le siège a plus d'enregistrements que le journal d'ici : sa fin a été coupée, restaurez une sauvegarde",
    "head office has more records than the journal here: its end was cut off, restore a backup",
  ),
  damaged: say(
    "le journal d'ici n'est pas entier : rien n'est envoyé, voyez 'comptoir journal verify'",
    "the journal here is not whole: nothing is sent, see 'comptoir journal verify'",
  ),
  unexpected: say("la base du siège a répondu autre chose qu'attendu", "head office's database answered something unexpected"),
};

/** Why head office's own command does not do what it is asked: a sentence without its end. */
export class OfficeRefused extends Error {}

export class Trouble extends Error {
  /** `told` is what else is known, as a record's number: nothing secret, the same in each language. `state` is an SQLSTATE. */
  constructor(readonly code: TroubleCode, readonly told: string = "", readonly state: string | null = null) {
    super(sentenceOf(code, told).en);
  }

  /** A row has that key already. */
  get isTaken(): boolean {
    return this.state === "23505";
  }

  get passes(): boolean {
    return isPassing(this.code);
  }
}

export function isPassing(code: TroubleCode): boolean {
  return (PASSING as readonly string[]).includes(code);
}

export function sentenceOf(code: TroubleCode, told: string): Bilingual {
  const { fr, en } = SAID[code];
  return told === "" ? { fr, en } : { fr: `${fr} (${told})`, en: `${en} (${told})` };
}

/** SQLSTATE, or its class, and what it means here. */
const STATES: readonly (readonly [RegExp, TroubleCode])[] = [
  [/^28|^42501$/, "credential"],
  [/^3D000$|^3F000$|^42P01$/, "not_initialised"],
  [/^(?:08|57P)/, "unreachable"],
  [/^53100$/, "full"],
  // Serialization, deadlocks, resources, a lock that was waited for.
  [/^(?:40|53|55P03)/, "busy"],
];

/** What a driver, a socket or a database threw. */
export function troubleOf(error: unknown): Trouble {
  if (error instanceof Trouble) return error;
  const { code = "", message = "" } = error as { readonly code?: unknown; readonly message?: unknown };
  // Each SQLSTATE has a digit, and a system's own EPIPE has five letters as well.
  const state = typeof code === "string" && /^(?=.*\d)[0-9A-Z]{5}$/.test(code) ? code : null;
  if (state !== null) {
    const [, known = "unexpected"] = STATES.find(([pattern]) => pattern.test(state)) ?? [];
    return new Trouble(known, `SQLSTATE ${state}`, state);
  }
  // Of the program's own, not of the line: trying again at once would say for ever that nobody answers.
  if (error instanceof RangeError || error instanceof SyntaxError) return new Trouble("unexpected", error.name);
  const said = String(message);
  if (/certificate|CERT_|UnknownIssuer|self.signed|altnames|NotValidForName/i.test(`${code} ${said}`)) {
    return new Trouble("certificate");
  }
  return new Trouble("unreachable", typeof code === "string" && /^[A-Z_]{4,40}$/.test(code) ? code : "");
}
