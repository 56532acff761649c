/** What a command is asked for and does not find, in words for both languages: the extras of `not_found`. */
import { say } from "../../shared/errors.ts";

export const UNKNOWN = {
  till: { reason: say("Cette caisse n'est pas connue, ou plus en service", "This till is not known, or out of service") },
  drawerSwitch: {
    reason: say(
      "L'imprimante de cette caisse ne dit pas si un tiroir est ouvert",
      "This till's printer does not tell whether a drawer is open",
    ),
  },
  import: { reason: say("Cet import n'est pas connu", "This import is not known") },
  cardOperation: { reason: say("Cette opération de carte n'est pas connue", "This card operation is not known") },
  customer: { reason: say("Ce client n'est pas connu", "This customer is not known") },
  line: { reason: say("Cette ligne n'est pas sur le ticket", "This line is not on the ticket") },
  move: {
    reason: say("Ce mouvement n'est pas de cette caisse ouverte", "This move is not of this open till"),
  },
  ownPrinter: {
    reason: say(
      "Cette caisse n'a pas d'imprimante : le propriétaire la choisit avec les caisses",
      "This till has no printer: the owner chooses it with the tills",
    ),
  },
  ownScale: {
    reason: say(
      "Cette caisse n'a pas de balance : le propriétaire la règle avec les caisses",
      "This till has no scale: the owner sets it with the tills",
    ),
  },
  ownTerminal: {
    reason: say(
      "Cette caisse n'a pas de terminal de paiement : le propriétaire le règle avec les caisses",
      "This till has no card terminal: the owner sets it with the tills",
    ),
  },
  demoTerminal: {
    reason: say(
      "La démonstration ne demande rien à un terminal de paiement : de vraies cartes seraient débitées",
      "The demo shop asks nothing of a card terminal: real cards would be charged",
    ),
  },
  practiceTerminal: {
    reason: say("La formation ne parle à aucun terminal de paiement", "Training speaks to no card terminal"),
  },
  person: { reason: say("Cette personne n'est pas dans l'équipe", "This person is not in the team") },
  print: { reason: say("Cette impression n'est pas connue", "This print is not known") },
  printer: { reason: say("Cette imprimante n'est pas connue", "This printer is not known") },
  product: { reason: say("Ce produit n'est pas connu", "This product is not known") },
  settlement: {
    reason: say(
      "Ce règlement n'est pas de cette caisse ouverte, ou il est déjà annulé",
      "This settlement is not of this open till, or it is cancelled already",
    ),
  },
  tender: { reason: say("Ce paiement n'est pas sur le ticket", "This payment is not on the ticket") },
  /** `field` tells it from what else is not found: it may have been a guess. */
  voucher: { field: "code", reason: say("Aucun bon n'a ce code", "No voucher has this code") },
  voucherCode: {
    reason: say(
      "Ce n'est pas le code d'un bon : un B et douze chiffres, tels qu'ils sont imprimés",
      "This is no voucher's code: a B and twelve digits, as they are printed",
    ),
  },
  transfer: {
    reason: say("Aucun envoi de ce genre n'est en route vers cette boutique", "No such transfer is under way to this shop"),
  },
  chainShop: {
    field: "vers",
    reason: say("Aucune autre boutique de la chaîne ne s'appelle ainsi", "No other shop of the chain is called that"),
  },
  ticket: { reason: say("Ce ticket n'est pas connu", "This ticket is not known") },
} as const;
