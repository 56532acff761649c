/** The words of sealing the journal's years, in French. French punctuation keeps its no-break spaces: U+00A0 before a colon, U+202F elsewhere. */
export type SealingMessages = typeof words;

export const words = {
  title: "Journal des années passées",
  lead:
    "Le journal d’une année clôturée peut quitter la base pour un fichier à part, scellé, à côté d’elle. L’historique, les exports et le contrôle des livres le lisent comme avant.",
  year: "Année",
  records: "Enregistrements",
  size: "Taille",
  place: "Où",
  inDatabase: "dans la base",
  about: (size: string) => `environ ${size}`,
  act: "Sceller",
  of: (year: number) => `Sceller le journal jusqu’à ${year}`,
  none: "Aucune année à sceller.",
  busy: "Le journal est en train d’être scellé. La boutique continue de travailler.",
  done: "Le journal est scellé. Gardez ces fichiers aussi longtemps que les livres.",
  failed: (reason: string) => `Tout n’a pas été scellé\u00a0: ${reason}. Rien n’est perdu\u00a0: vous pouvez recommencer.`,
  sure: {
    title: (year: number) => `Sceller le journal jusqu’à ${year}\u202f?`,
    files: (years: string, size: string) =>
      `Le journal de ${years} va dans le dossier journal, un fichier par année\u00a0: environ ${size} en tout.`,
    safe:
      "Chaque fichier est relu en entier avant que la base n’oublie ce qu’il contient. Si le PC s’arrête au milieu, rien n’est perdu.",
    meanwhile: "Les postes travaillent pendant ce temps.",
    kept:
      "Une année scellée ne revient pas dans la base. Gardez ces fichiers aussi longtemps que les livres\u00a0: chaque sauvegarde veille à ce qu’ils soient aussi à côté d’elle.",
    room:
      "Le fichier de la base ne rapetisse pas\u00a0: la place libérée dedans sert aux prochaines ventes. La commande «\u202fcomptoir compact\u202f» la rend au disque, serveur arrêté.",
    act: "Sceller",
  },
};
