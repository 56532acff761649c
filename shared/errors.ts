/**
 * Every error that Comptoir answers: its stable code, its HTTP status, and the sentence that a
 * cashier reads, in French and English, filled from the error's extras (see template.ts).
 */

import type { JsonValue } from "./protocol.ts";
import { fill } from "./template.ts";

export type Locale = "fr" | "en";

interface ErrorKind {
  readonly status: number;
  readonly fr: readonly [title: string, detail: string];
  readonly en: readonly [title: string, detail: string];
}

const KINDS = {
  invalid_body: {
    status: 400,
    fr: ["Demande mal formée", "[Le champ « {field} »|La demande] n'est pas valable[ : {reason}]."],
    en: ["Malformed request", "[The field '{field}'|The request] is not valid[: {reason}]."],
  },
  invalid_request: {
    status: 400,
    fr: ["Demande mal formée", "La demande n'est pas du HTTP que le serveur comprend."],
    en: ["Malformed request", "The request is not HTTP that the server understands."],
  },
  multiple_statements: {
    status: 400,
    fr: ["Plusieurs instructions", "Une seule instruction SQL par requête est acceptée."],
    en: ["Several statements", "Only one SQL statement per query is accepted."],
  },
  sql_error: {
    status: 400,
    fr: ["Requête SQL refusée", "La base de données ne comprend pas cette requête."],
    en: ["SQL not understood", "The database does not understand this query."],
  },
  type_mismatch: {
    status: 400,
    fr: ["Type de requête inexact", "Le type annoncé[ « {type} »] n'est pas celui de l'instruction."],
    en: ["Type does not match", "The announced type[ '{type}'] is not what the statement is."],
  },
  duplicate_columns: {
    status: 400,
    fr: ["Colonnes en double", "Deux colonnes du résultat portent le [nom « {column} »|même nom]."],
    en: ["Duplicate columns", "Two columns of the result are named ['{column}'|the same]."],
  },
  invalid_params: {
    status: 400,
    fr: ["Paramètres inexacts", "Les paramètres ne conviennent pas à la requête[ : {reason}]."],
    en: ["Parameters do not fit", "The parameters do not fit the query[: {reason}]."],
  },
  invalid_idempotency_key: {
    status: 400,
    fr: ["Clé d'idempotence inexacte", "L'en-tête Idempotency-Key doit être un UUID."],
    en: ["Idempotency key not valid", "The Idempotency-Key header must be a UUID."],
  },
  idempotency_key_missing: {
    status: 400,
    fr: ["Clé d'idempotence absente", "Cette commande demande un en-tête Idempotency-Key."],
    en: ["Idempotency key missing", "This command needs an Idempotency-Key header."],
  },
  invalid_credentials: {
    status: 401,
    fr: ["Identification refusée", "Nom ou mot de passe incorrect."],
    en: ["Sign-in refused", "Wrong name or password."],
  },
  unauthenticated: {
    status: 401,
    fr: ["Session absente ou terminée", "Identifiez-vous pour continuer."],
    en: ["No session", "Sign in to go on."],
  },
  forbidden: {
    status: 403,
    fr: ["Action non autorisée", "Votre rôle ne permet pas cette action[ : {reason}]."],
    en: ["Not allowed", "Your role does not allow this action[: {reason}]."],
  },
  role_not_allowed_here: {
    status: 403,
    fr: ["Rôle refusé ici", "[Le rôle {role}|Ce rôle] ne peut pas travailler depuis ce poste.[ {hint}]"],
    en: ["Role not allowed here", "[The role {role}|This role] cannot work from this machine.[ {hint}]"],
  },
  owner_wanted: {
    status: 403,
    fr: ["Accord du propriétaire", "C'est au propriétaire de l'accorder[ : {reason}]. Demandez-lui un code."],
    en: ["The owner's word", "This is for the owner to allow[: {reason}]. Ask for a code."],
  },
  approval_invalid: {
    status: 403,
    fr: ["Code refusé", "Ce code d'accord n'est pas valable, ou plus : demandez-en un autre au propriétaire."],
    en: ["Code refused", "This code of the owner's is not valid, or no longer: ask for another."],
  },
  enrolment_code_invalid: {
    status: 403,
    fr: ["Code refusé", "Ce code n'est pas valable, ou plus : demandez-en un autre au propriétaire."],
    en: ["Code refused", "This code is not valid, or no longer: ask the owner for another."],
  },
  till_not_enrolled: {
    status: 403,
    fr: [
      "Poste non enrôlé",
      "[La caisse {caisse}|Cette caisse] ne s'ouvre que sur son propre poste : demandez un code au propriétaire.",
    ],
    en: ["Not this till's device", "[The till {caisse}|This till] opens on its own device only: ask the owner for a code."],
  },
  https_required: {
    status: 403,
    fr: ["Adresse non protégée", "Ouvrez la boutique à son adresse en https."],
    en: ["Address not protected", "Open the shop at its https address."],
  },
  port_taken: {
    status: 409,
    fr: [
      "Port occupé",
      "[Le port {port}|Ce port] ne peut pas être ouvert : fermez le programme qui le tient, ou démarrez Comptoir avec un autre --tls-port.",
    ],
    en: [
      "Port taken",
      "[Port {port}|This port] cannot be had: close the program that holds it, or start Comptoir with another --tls-port.",
    ],
  },
  host_not_allowed: {
    status: 403,
    fr: ["Adresse inconnue", "Ce serveur ne répond pas sous ce nom d'hôte."],
    en: ["Host not allowed", "This server does not answer under that host name."],
  },
  origin_not_allowed: {
    status: 403,
    fr: ["Origine refusée", "Cette demande vient d'une autre page que celles de ce serveur."],
    en: ["Origin not allowed", "This request comes from a page of another server."],
  },
  not_found: {
    status: 404,
    fr: ["Introuvable", "[{reason}|Il n'y a rien à cette adresse]."],
    en: ["Not found", "[{reason}|There is nothing at this address]."],
  },
  method_not_allowed: {
    status: 405,
    fr: ["Méthode refusée", "Cette adresse n'accepte pas [la méthode {method}|cette méthode]."],
    en: ["Method not allowed", "This address does not accept [the method {method}|this method]."],
  },
  already_set_up: {
    status: 409,
    fr: ["Déjà configuré", "Le compte du propriétaire existe déjà."],
    en: ["Already set up", "The owner's account exists already."],
  },
  username_taken: {
    status: 409,
    fr: ["Nom déjà pris", "Un autre compte porte déjà ce nom."],
    en: ["Name taken", "Another account has this name already."],
  },
  last_owner: {
    status: 409,
    fr: ["Dernier propriétaire", "Il doit rester au moins un administrateur actif."],
    en: ["Last owner", "At least one active administrateur must remain."],
  },
  stale_version: {
    status: 409,
    fr: ["Ticket modifié entre-temps", "Le ticket a changé depuis que vous l'avez ouvert : vérifiez-le."],
    en: ["Ticket changed meanwhile", "The ticket has changed since you opened it: check it."],
  },
  invalid_state: {
    status: 409,
    fr: [
      "Action impossible ici",
      "Le ticket [est {etat:state}|n'est pas dans l'état voulu] : cette action n'est plus, ou pas encore, possible.",
    ],
    en: ["Not in this state", "The ticket is [{etat:state}|not in the right state]: this cannot be done any more, or not yet."],
  },
  ticket_locked: {
    status: 409,
    fr: ["Ticket pris ailleurs", "[{par}|Quelqu'un d'autre] a ce ticket en main[ jusqu'à {jusqua:time}]."],
    en: ["Ticket in another's hand", "[{par}|Somebody else] has this ticket in hand[ until {jusqua:time}]."],
  },
  till_closed: {
    status: 409,
    fr: ["Caisse fermée", "Ouvrez votre caisse avant d'encaisser."],
    en: ["Till closed", "Open your till before taking money."],
  },
  till_open: {
    status: 409,
    fr: ["Caisse ouverte", "[La caisse {caisse}|Cette caisse] est ouverte[ par {par}]."],
    en: ["Till open", "[The till {caisse}|This till] is open[: {par} has it]."],
  },
  already_closed: {
    status: 409,
    fr: ["Période clôturée", "[La période {periode}|Cette période] est déjà clôturée."],
    en: ["Period closed", "[The period {periode}|This period] is closed already."],
  },
  clock_behind: {
    status: 409,
    fr: [
      "Date du PC",
      "Vérifiez la date de ce PC[ : il se dit le {maintenant}, et le {dernier} a déjà eu lieu ici]. Rien ne s'encaisse avant qu'elle soit juste.",
    ],
    en: [
      "The PC's date",
      "Check the date of this PC[: it says {maintenant}, and {dernier} has been here already]. Nothing is taken until it is right.",
    ],
  },
  time_zone_unknown: {
    status: 400,
    fr: [
      "Fuseau horaire inconnu",
      "[« {fuseau} » n'est pas un fuseau|Ce n'est pas un fuseau] horaire : un nom comme Europe/Paris est attendu.",
    ],
    en: ["Unknown time zone", "['{fuseau}'|This] is no time zone: a name such as Europe/Paris is wanted."],
  },
  period_not_over: {
    status: 409,
    fr: ["Période en cours", "[La période {periode}|Cette période] n'est pas terminée."],
    en: ["Period not over", "[The period {periode}|This period] is not over yet."],
  },
  date_implausible: {
    status: 409,
    fr: [
      "Date invraisemblable",
      "Vérifiez la date de ce PC[ : il se dit le {maintenant}][, le dernier enregistrement est du {dernier}][, et {jours_vides} journées vides seraient clôturées]. Si elle est juste, c'est au propriétaire de le confirmer.",
    ],
    en: [
      "Date not plausible",
      "Check the date of this PC[: it says {maintenant}][, the last record is of {dernier}][, and {jours_vides} days without business would be closed]. If it is right, the owner has to confirm it.",
    ],
  },
  tickets_waiting: {
    status: 409,
    fr: [
      "Des tickets attendent",
      "[Tickets qui attendent encore à la caisse : {nombre}|Des tickets attendent encore à la caisse][, numéros de rappel {liste}]. Encaissez-les ou annulez-les, ou clôturez sans attendre : ils resteront pour demain.",
    ],
    en: [
      "Tickets are waiting",
      "[Tickets that still wait at the till: {nombre}|Tickets still wait at the till][, recall numbers {liste}]. Take their money or cancel them, or close without them: they will be there tomorrow.",
    ],
  },
  period_too_early: {
    status: 409,
    fr: [
      "Période trop ancienne",
      "[La boutique tient ses comptes ici depuis le {depuis} : {periode} est trop ancien|Cette période est trop ancienne].",
    ],
    en: [
      "Period too early",
      "[The shop has kept its books here since {depuis}: {periode} is too early|This period is too early].",
    ],
  },
  too_many_periods: {
    status: 409,
    fr: [
      "Trop de périodes à la fois",
      "[Depuis {depuis}, {nombre} périodes sont à clôturer : pas plus de {limite} à la fois|Trop de périodes sont à clôturer à la fois]. Clôturez d'abord [{jusqua}|les premières].",
    ],
    en: [
      "Too many periods at once",
      "[Since {depuis}, {nombre} periods are to be closed: no more than {limite} at once|Too many periods are to be closed at once]. Close [{jusqua}|the earliest] first.",
    ],
  },
  training_mismatch: {
    status: 409,
    fr: [
      "Formation",
      "Formation et vente ne se mêlent pas : un ticket de formation va à qui est en formation, tout autre ticket à quelqu'un d'autre.",
    ],
    en: [
      "Training",
      "Training and selling never mix: a training ticket goes to somebody in training, any other ticket to somebody else.",
    ],
  },
  training_busy: {
    status: 409,
    fr: ["Travail en cours", "[{par}|Cette personne] a une caisse ouverte ou un ticket à la caisse : terminez-les d'abord."],
    en: ["Work under way", "[{par}|This person] has an open till or a ticket at the till: finish these first."],
  },
  payment_mismatch: {
    status: 409,
    fr: ["Paiement inexact", "Les paiements[ ({paye:money})] ne correspondent pas au total[ ({total:money})]."],
    en: ["Payment does not match", "The payments[ ({paye:money})] do not match the total[ ({total:money})]."],
  },
  tender_left_out: {
    status: 409,
    fr: [
      "Paiement déjà fait",
      "Un paiement déjà fait[ ({montant:money})] manque à cet encaissement : il reste au ticket jusqu'à ce qu'on le retire avec un motif.",
    ],
    en: [
      "Payment made already",
      "A payment that was made already[ ({montant:money})] is missing here: it stays with the ticket until it is taken off with a reason.",
    ],
  },
  card_payment_open: {
    status: 409,
    fr: [
      "Carte en cours",
      "Un paiement par carte[ ({montant:money})] de ce ticket n'est pas réglé : regardez le terminal, puis dites ce qu'il en est.",
    ],
    en: [
      "Card under way",
      "A card payment[ ({montant:money})] of this ticket is not settled: look at the terminal, then say how it ended.",
    ],
  },
  card_not_charged: {
    status: 409,
    fr: ["Carte non débitée", "Aucune carte n'a été débitée de ce montant[ ({montant:money})] pour ce ticket."],
    en: ["Card not charged", "No card was charged with this amount[ ({montant:money})] for this ticket."],
  },
  card_charged: {
    status: 409,
    fr: ["Carte débitée", "La carte a été débitée[ de {montant:money}] au terminal : rendez d'abord cet argent au terminal."],
    en: ["Card charged", "The card was charged[ {montant:money}] at the terminal: give that money back at the terminal first."],
  },
  card_credit_left_out: {
    status: 409,
    fr: [
      "Carte déjà créditée",
      "Une carte a déjà été créditée[ de {montant:money}] pour ce ticket : ce remboursement doit en tenir compte.",
    ],
    en: ["Card credited already", "A card was credited[ {montant:money}] for this ticket already: this refund must count it."],
  },
  terminal_busy: {
    status: 409,
    fr: ["Terminal occupé", "Le terminal de paiement est occupé[ par la caisse {caisse}]."],
    en: ["Terminal busy", "The card terminal is busy[ with till {caisse}]."],
  },
  payment_implausible: {
    status: 409,
    fr: ["Paiement invraisemblable", "Ce paiement n'est pas plausible[ : {reason}]. Rien n'a été encaissé."],
    en: ["Payment not plausible", "This payment is not plausible[: {reason}]. No money was taken."],
  },
  head_office_refused: {
    status: 409,
    fr: ["Siège non relié", "Le lien avec le siège reste comme il était[ : {reason}]."],
    en: ["Head office not linked", "The link to head office stays as it was[: {reason}]."],
  },
  no_head_office: {
    status: 409,
    fr: ["Pas de siège", "Cette boutique n'est reliée à aucun siège."],
    en: ["No head office", "This shop is linked to no head office."],
  },
  head_office_away: {
    status: 503,
    fr: ["Siège injoignable", "Le siège ne peut être interrogé en ce moment[ : {reason}]."],
    en: ["Head office away", "Head office cannot be asked at present[: {reason}]."],
  },
  voucher_exceeded: {
    status: 409,
    fr: [
      "Bon insuffisant",
      "[Il reste {solde:money} sur ce bon, pas davantage|C'est plus qu'il ne reste sur ce bon][ : {ailleurs}]. Rien n'a été encaissé.",
    ],
    en: [
      "Voucher too small",
      "[There is {solde:money} left on this voucher, no more|This is more than is left on this voucher][: {ailleurs}]. No money was taken.",
    ],
  },
  account_exceeded: {
    status: 409,
    fr: [
      "Compte client",
      "[Le plafond de ce client est de {plafond:money}, dont {solde:money} sont déjà à payer : il reste {disponible:money}, pas davantage|Ce client n'a pas de compte : le propriétaire lui donne un plafond]. Rien n'a été encaissé.",
    ],
    en: [
      "Customer account",
      "[This customer's ceiling is {plafond:money}, of which {solde:money} are owed already: there is {disponible:money} left, no more|This customer has no account: the owner gives one a ceiling]. No money was taken.",
    ],
  },
  account_overpaid: {
    status: 409,
    fr: ["Compte client", "[Ce client doit {solde:money}, pas davantage|Ce client ne doit rien]. Rien n'a été enregistré."],
    en: ["Customer account", "[This customer owes {solde:money}, no more|This customer owes nothing]. Nothing was recorded."],
  },
  gift_card_used: {
    status: 409,
    fr: ["Carte cadeau utilisée", "Une carte cadeau qui a servi, même en partie, ne se rembourse pas."],
    en: ["Gift card used", "A gift card that was used, even in part, is not refunded."],
  },
  correction_refused: {
    status: 409,
    fr: ["Correction refusée", "Ce paiement n'est pas corrigé[ : {reason}]."],
    en: ["Correction refused", "This payment is not corrected[: {reason}]."],
  },
  refund_exceeds: {
    status: 409,
    fr: [
      "Remboursement trop grand",
      "[Il reste {reste:quantity} à rembourser sur « {libelle} », pas davantage|C'est plus qu'il ne reste à rembourser].",
    ],
    en: [
      "Refund too large",
      "[There is {reste:quantity} of '{libelle}' left to refund, no more|This is more than is left to refund].",
    ],
  },
  constraint_violation: {
    status: 409,
    fr: ["Règle de la base", "La modification contredit une règle[ : {reason}]."],
    en: ["Rule of the database", "The change breaks a rule[: {reason}]."],
  },
  import_faulty: {
    status: 409,
    fr: ["Import refusé", "[{nombre} faute(s) dans ce fichier|Ce fichier a des fautes] : rien n'a été importé."],
    en: ["Import refused", "[{nombre} fault(s) in this file|This file has faults]: nothing was imported."],
  },
  body_too_large: {
    status: 413,
    fr: ["Demande trop grande", "Le corps de la demande dépasse [{limit_kib} Kio|1 Mio]."],
    en: ["Body too large", "The request's body is over [{limit_kib} KiB|1 MiB]."],
  },
  body_too_slow: {
    status: 408,
    fr: ["Demande trop lente", "Le corps de la demande n'est pas arrivé à temps."],
    en: ["Body too slow", "The request's body did not come in time."],
  },
  unsupported_encoding: {
    status: 415,
    fr: ["Codage refusé", "Le corps de la demande doit venir tel quel, sans Content-Encoding[ ({encoding})]."],
    en: ["Encoding not supported", "The request's body must come as it is, without Content-Encoding[ ({encoding})]."],
  },
  result_too_large: {
    status: 413,
    fr: ["Résultat trop grand", "Une ligne ou un résultat dépasse 8 Mio ; rien n'a été écrit."],
    en: ["Result too large", "One row or result is over 8 MiB; nothing was written."],
  },
  idempotency_key_reused: {
    status: 422,
    fr: ["Clé déjà utilisée", "Cette clé d'idempotence a servi à une autre demande."],
    en: ["Key used before", "This idempotency key was used for another request."],
  },
  upgrade_required: {
    status: 426,
    fr: ["WebSocket attendu", "Cette adresse n'accepte que les connexions WebSocket, version 13."],
    en: ["WebSocket expected", "This address accepts WebSocket connections only, version 13."],
  },
  pin_not_here: {
    status: 403,
    fr: [
      "Code PIN refusé ici",
      "Ce poste ne prend pas de code PIN, ou un caissier doit d'abord s'y identifier par son mot de passe.",
    ],
    en: ["No PIN here", "This machine takes no PIN, or a cashier must sign in there by password first."],
  },
  pin_locked: {
    status: 403,
    fr: ["Code PIN bloqué", "Trop d'essais manqués : identifiez-vous par mot de passe."],
    en: ["PIN locked", "Too many failed attempts: sign in by password."],
  },
  too_many_attempts: {
    status: 429,
    fr: ["Trop d'essais", "Trop d'essais manqués. Réessayez [dans {retry_after} s|plus tard]."],
    en: ["Too many attempts", "Too many failed attempts. Try again [in {retry_after} s|later]."],
  },
  rate_limited: {
    status: 429,
    fr: ["Trop de demandes", "Trop de demandes. Réessayez [dans {retry_after} s|plus tard]."],
    en: ["Too many requests", "Too many requests. Try again [in {retry_after} s|later]."],
  },
  internal: {
    status: 500,
    fr: ["Erreur du serveur", "Une erreur inattendue s'est produite. Elle est notée au journal du serveur."],
    en: ["Server error", "Something unexpected happened. The server's console has the details."],
  },
  busy: {
    status: 503,
    fr: ["Serveur occupé", "Le serveur est occupé. Réessayez dans un instant."],
    en: ["Server busy", "The server is busy. Try again in a moment."],
  },
  query_timeout: {
    status: 503,
    fr: ["Requête trop longue", "La requête a été arrêtée[ après {limit_s} s]."],
    en: ["Query took too long", "The query was stopped[ after {limit_s} s]."],
  },
  disk_low: {
    status: 503,
    fr: [
      "Disque presque plein",
      "Le disque du serveur est presque plein[ ({free_mib} Mio libres)] : seuls les encaissements et les clôtures passent. Faites de la place.",
    ],
    en: [
      "Disk nearly full",
      "The server's disk is nearly full[ ({free_mib} MiB free)]: only payments and closings go through. Make room on it.",
    ],
  },
  restore_refused: {
    status: 409,
    fr: ["Restauration refusée", "Rien n'a été restauré : [{reason}|cette copie ne convient pas]."],
    en: ["Restore refused", "Nothing was restored: [{reason}|this copy does not fit]."],
  },
  seal_refused: {
    status: 409,
    fr: ["Journal non scellé", "Tout n'a pas été scellé : [{reason}|voyez la console du serveur]."],
    en: ["Journal not sealed", "Not all of it was sealed: [{reason}|see the server's console]."],
  },
  backup_failed: {
    status: 503,
    fr: ["Sauvegardes", "Sauvegardes : [{reason}|rien n'a été fait]."],
    en: ["Backups", "Backups: [{reason}|nothing was done]."],
  },
  database_unavailable: {
    status: 503,
    fr: ["Base indisponible", "[{reason}|La base de données ne peut être lue ou écrite en ce moment]."],
    en: ["Database unavailable", "[{reason}|The database cannot be read or written at present]."],
  },
} as const satisfies Record<string, ErrorKind>;

export type ErrorCode = keyof typeof KINDS;
export type Extras = Readonly<Record<string, JsonValue>>;

/** A text in both languages: answered in the reader's. A type, not an interface, so that it is JSON. */
export type Bilingual = { readonly fr: string; readonly en: string };

export function say(fr: string, en: string): JsonValue & Bilingual {
  return { fr, en };
}

/** RFC 9457 `application/problem+json`. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: ErrorCode;
  readonly [extra: string]: JsonValue;
}

/** Expected trouble, the only exception that is answered as itself. Anything else is a bug: a plain 500. */
export class AppError extends Error {
  override readonly name = "AppError";
  constructor(readonly code: ErrorCode, readonly extras: Extras = {}) {
    super(code);
  }
  get status(): number {
    return KINDS[this.code].status;
  }
}

export const ERROR_CODES = Object.keys(KINDS) as ErrorCode[];

/** The one shape of every error, in the reader's language; times by the clock of `zone`. */
export function problem(code: ErrorCode, extras: Extras, locale: Locale, zone?: string): Problem {
  const kind: ErrorKind = KINDS[code];
  const [title, detail] = kind[locale];
  const told: Record<string, JsonValue> = {};
  for (const [name, value] of Object.entries(extras)) told[name] = isBilingual(value) ? value[locale] : value;
  return {
    ...told,
    type: `urn:comptoir:error:${code}`,
    title,
    status: kind.status,
    detail: fill(detail, told, locale, zone),
    code,
  };
}

function isBilingual(value: JsonValue): value is JsonValue & Bilingual {
  return typeof value === "object" && value !== null && !Array.isArray(value) && "fr" in value && "en" in value;
}

/** `fr` unless the header prefers English. */
export function localeOf(acceptLanguage: string | null | undefined): Locale {
  if (!acceptLanguage) return "fr";
  let best: { locale: Locale; q: number } = { locale: "fr", q: 0 };
  for (const part of acceptLanguage.slice(0, 200).split(",")) {
    const [tag = "", ...params] = part.trim().toLowerCase().split(";");
    const language = tag.split("-")[0];
    if (language !== "fr" && language !== "en") continue;
    const q = Number(params.find((p) => p.trim().startsWith("q="))?.trim().slice(2) ?? 1);
    if (q > best.q) best = { locale: language, q };
  }
  return best.locale;
}
