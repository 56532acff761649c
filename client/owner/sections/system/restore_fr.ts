/** The words of putting a copy back, in French. French punctuation keeps its no-break spaces: U+00A0 before a colon, U+202F elsewhere. */
export type RestoreMessages = typeof words;

export const words = {
  action: "Remettre",
  of: (made: string) => `Remettre la copie du ${made}`,
  title: (made: string) => `Remettre la copie du ${made}\u202f?`,
  lost: (made: string) => `Tout ce qui a été fait après le ${made} est perdu pour la boutique\u00a0: ventes, articles, réglages.`,
  tickets: (count: number) =>
    count === 0
      ? "Aucun ticket n’a été encaissé depuis."
      : count === 1
      ? "Un ticket a été encaissé depuis."
      : `${count} tickets ont été encaissés depuis.`,
  kept: "La boutique d’aujourd’hui est gardée entière, comme une copie de plus dans cette liste.",
  numbers:
    "Aucun numéro de ticket n’est donné deux fois\u00a0: ils repartent après le dernier connu, et un enregistrement signé dit pourquoi.",
  sessions:
    "Tout le monde se reconnecte, vous aussi, avec les mots de passe du jour de la copie. Les codes PIN et les clés de logiciels sont à refaire.",
  pause:
    "La copie est d’abord contrôlée, pendant que la boutique travaille. Puis la boutique s’arrête un moment, et les postes reviennent d’eux-mêmes.",
  keys: "Les fichiers .key du dossier restent ceux de ce PC.",
  printed: "Un ticket imprimé porte un numéro plus haut",
  lastNumbers: "Derniers numéros imprimés",
  lastNumbersHint: "Par exemple C1-000123, C2-000045. Vide\u00a0: les numéros que le serveur connaît.",
  lastNumbersWrong: "Une caisse et son numéro sont attendus, par exemple C1-000123.",
  looking: "Contrôle de la copie… La boutique travaille encore.",
  deed: "Remettre cette copie",
  under: "La copie est bonne. La boutique s’arrête et revient avec elle\u00a0: connectez-vous quand la page le demande.",
  failed: (reason: string) => `La copie n’a pas été remise, la boutique est comme avant\u00a0: ${reason}`,
  done: (moment: string) => `Une copie a été remise le ${moment}\u00a0:`,
  keptAs: "La boutique d’avant est dans",
  next: "Le prochain ticket de chaque caisse\u00a0:",
  copyEnds: (number: string) => `(la copie s’arrête à ${number})`,
  copyHasNone: "(la copie n’en a aucun)",
  compare:
    "Comparez avec les derniers tickets imprimés. Si l’un d’eux porte ce numéro ou un plus haut, remettez la copie encore une fois en le donnant.",
  compareAll:
    "Ce PC ne sait pas ce qui a été vendu après la copie. Comparez avec les derniers tickets imprimés\u00a0: si l’un d’eux porte ce numéro ou un plus haut, remettez la copie encore une fois en le donnant.",
};
