/** What is said of how a card operation ended, by its reason: a sentence for the cashier, in both languages. */
import { type Bilingual, say } from "../../shared/errors.ts";

export const CARD_WORDS: Readonly<Record<string, Bilingual>> = {
  absent: say(
    "Le terminal ne répond pas à son adresse : rien n'a été demandé.",
    "The terminal does not answer at its address: nothing was asked.",
  ),
  refus: say("La carte est refusée.", "The card is refused."),
  interdit: say("Le terminal n'accepte pas cette opération.", "The terminal does not accept this operation."),
  abandon: say("Abandonné sur le terminal.", "Given up at the terminal."),
  non_aboutie: say("L'opération n'a pas abouti.", "The operation did not come to its end."),
  delai: say("Le terminal n'a pas attendu plus longtemps.", "The terminal did not wait any longer."),
  format: say(
    "Le terminal n'a pas compris la demande : le propriétaire vérifie ses réglages.",
    "The terminal did not understand: the owner checks its settings.",
  ),
  autre: say("Le terminal a refusé.", "The terminal refused."),
  arret: say(
    "Le serveur s'est arrêté avant de demander quoi que ce soit au terminal.",
    "The server stopped before it asked the terminal for anything.",
  ),
  perime: say(
    "La demande a trop attendu : rien n'a été demandé au terminal.",
    "It had waited too long: nothing was asked of the terminal.",
  ),
  constat: say("D'après ce que montre le terminal.", "By what the terminal shows."),
  coupure: say(
    "La liaison avec le terminal a été coupée avant sa réponse.",
    "The line to the terminal was cut before it answered.",
  ),
  silence: say("Le terminal n'a rien répondu.", "The terminal did not answer."),
  illisible: say("La réponse du terminal n'est pas lisible.", "The terminal's answer cannot be read."),
  montant: say(
    "Le terminal annonce un autre montant que celui demandé.",
    "The terminal tells another amount than was asked for.",
  ),
  muet: say(
    "Quelque chose est à cette adresse, et n'a rien répondu : ce n'est peut-être pas un terminal Caisse-AP.",
    "Something is at this address and did not answer: it may be no Caisse-AP terminal.",
  ),
};
