/** The words of the report of sales to consumers, in French. */
export const reports = {
  title: "Ventes aux particuliers (e-reporting)",
  lead:
    "Par jour et par taux, d’après les Z\u00a0: ce que la plateforme agréée transmet à l’administration. Obligatoire pour les petites entreprises au 1er septembre 2027.",
  period: "Période",
  span: (from: string, until: string) => `${from} – ${until}`,
  due: "À transmettre avant le",
  state: "État",
  states: { en_cours: "En cours", a_clore: "À clôturer", prete: "Prête" },
  files: "Fichiers",
  replacing: "XML rectificatif",
  of: (file: string, span: string) => `${file}, ${span}`,
  change: "Régime et plateforme",
  scheme: "Régime de TVA",
  schemes: {
    reel_mensuel: "Réel normal, par mois",
    reel_trimestriel: "Réel normal, par trimestre",
    simplifie: "Réel simplifié",
    franchise: "Franchise en base",
  },
  activity: "La boutique vend surtout",
  activities: { biens: "des biens", services: "des services" },
  platformField: "Matricule de la plateforme agréée",
  platformHint: "Quatre caractères, donnés par la plateforme. Sans lui, seul le CSV est proposé.",
  platform: (number: string) => `Plateforme ${number}`,
  noPlatform: "aucune plateforme indiquée",
  save: "Enregistrer",
};
