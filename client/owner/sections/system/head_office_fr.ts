/** The words about head office, in French: written first. */
export const headOffice = {
  title: "Siège",
  lead:
    "Une chaîne de boutiques envoie ce qu’elle vend à la base de données de son siège, sans que les caisses en sentent rien. Choisissez ici le fichier que le siège vous a donné.",
  file: "Fichier du siège",
  join: "Choisir le fichier",
  joining: "Le siège est appelé…",
  leave: "Quitter le siège",
  leaveTitle: "Quitter le siège\u202f?",
  leaveBody: "Plus rien ne lui est envoyé. Ce qu’il a déjà, il le garde. Pour y revenir, il faudra un autre fichier.",
  shop: "Nom au siège",
  address: "Base de données",
  sent: "Reçu jusqu’à l’enregistrement",
  unsent: "Encore à envoyer",
  sentAt: "Reçu en dernier",
  lag: "Retard",
  never: "pas encore depuis le démarrage",
  noLag: "aucun",
  published: "Ce que le siège a publié",
  kinds: {
    articles: "Articles",
    prices: "Prix",
    people: "Équipe",
    settings: "Réglages",
    message: "Message",
    rules: "Règles",
  } as Readonly<Record<string, string>>,
  outcomes: { prevue: "Prévu", appliquee: "Appliqué", refusee: "Refusé", abandonnee: "Abandonné" },
  from: (when: string) => `à partir du ${when}`,
  changed: (added: number, changed: number) => `ajouts\u202f: ${added}, changements\u202f: ${changed}`,
  kept: (count: number) => count === 1 ? "1 valeur d’ici gardée" : `${count} valeurs d’ici gardées`,
  price: (label: string, before: string | null, after: string) =>
    `${label}\u202f: ${before === null ? "" : `${before} → `}${after}`,
  states: {
    stopped: "Arrêté",
    connecting: "Appelé",
    sending: "En train d’envoyer",
    current: "À jour",
    waiting: "En attente",
    refused: "Arrêté",
  },
};
export type HeadOfficeWords = typeof headOffice;
