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
};
