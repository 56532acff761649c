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
