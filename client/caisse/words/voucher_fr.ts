/** The words of paying by a voucher or a gift card, in French. French punctuation keeps its no-break spaces: U+00A0 before a colon, U+202F elsewhere. */

export const voucher = {
  title: "Payer par avoir ou carte cadeau",
  code: "Code",
  hint: "Scannez le code imprimé, ou tapez-le\u00a0: un B et douze chiffres.",
  look: "Chercher",
  left: "Solde",
  given: (numero: string, amount: string) => `Émis par le ticket ${numero} pour ${amount}`,
  elsewhere: (shop: string) => `Émis par ${shop}`,
  used: (shop: string, amount: string, when: string) => `Utilisé chez ${shop}, ${when}\u00a0: ${amount}`,
  anywhere: "Le siège ne répond pas\u00a0: ce bon n’a pas pu être vérifié.",
  use: (amount: string) => `Utiliser ${amount}`,
  spent: "Il ne reste rien dessus.",
  already: "Il est déjà sur ce ticket.",
};
