/** The words of signing in by PIN, in French. French punctuation keeps its no-break spaces: U+00A0 before a colon, U+202F elsewhere. */
export type PinWords = typeof pin;

export const pin = {
  title: "Qui est là ?",
  lead: "Touchez votre nom, puis tapez votre code PIN.",
  codeLead: "Tapez votre code PIN.",
  people: "Personnes de cette caisse",
  hello: (name: string) => `Bonjour ${name}`,
  code: "Code PIN",
  digits: (count: number) => count === 0 ? "Aucun chiffre" : count === 1 ? "1 chiffre" : `${count} chiffres`,
  erase: "Effacer le dernier chiffre",
  wrong: "Ce n’est pas ce code. Réessayez.",
  other: "Quelqu’un d’autre",
  password: "Par mot de passe",
  own: {
    open: "Mon code PIN",
    title: "Mon code PIN",
    lead: "4 à 8 chiffres que vous seul connaissez. Il n’ouvre que les caisses où le propriétaire permet les codes PIN.",
    current: "Mon mot de passe",
    missing: "Il manque votre mot de passe.",
    wrong: "Ce n’est pas votre mot de passe.",
    next: "Nouveau code PIN",
    again: "Le même encore une fois",
    malformed: "Il faut 4 à 8 chiffres.",
    weak: "Trop facile à deviner\u00a0: ni suite, ni répétition, ni année.",
    different: "Les deux codes ne sont pas identiques.",
    save: "Enregistrer",
    remove: "Ne plus avoir de code",
    back: "Retour",
    saved: "Votre code PIN est enregistré.",
    removed: "Vous n’avez plus de code PIN.",
  },
};
