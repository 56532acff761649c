/** The words of a scale on the counter, in French. */
export const scale = {
  weigh: "Peser",
  weighAt: (till: string) => `Peser\u00a0: ${till}`,
  asking: "Pesée…",
  old: "Ce poids date\u00a0: pesez de nouveau.",
  reasons: {
    instable: "Le poids bouge encore. Attendez qu’il se pose, puis pesez de nouveau.",
    surcharge: "C’est trop lourd pour la balance.",
    sous_zero: "La balance est sous zéro. Videz-la et remettez-la à zéro.",
    vide: "Rien sur la balance.",
    absente: "Balance éteinte ou introuvable.",
    muette: "La balance ne répond pas.",
    illisible: "La balance n’a pas dit un poids en kilogrammes.",
    serveur: "Le serveur ne répond pas\u00a0: tapez le poids.",
  } as Readonly<Record<string, string>>,
};

export type ScaleWords = Readonly<typeof scale>;
