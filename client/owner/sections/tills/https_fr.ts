/** The words of HTTPS, in French. */
export const https = {
  make: "Activer HTTPS",
  none:
    "En HTTP, qui est sur le réseau de la boutique peut lire ce qui y passe. HTTPS l’empêche, sans nom de domaine ni Internet.",
  lead:
    "Chaque poste fait d’abord confiance à la boutique, une fois\u00a0: ouvrez-y l’adresse ci-dessous et comparez l’empreinte.",
  trust: "Faire confiance",
  fingerprint: "Empreinte SHA-256",
  addresses: "Puis la boutique",
  until: "Valable jusqu’au",
  only: "HTTPS seul",
  onlyHint:
    "Plus personne ne s’identifie en HTTP depuis le réseau\u202f; qui l’est déjà finit son travail. À l’adresse HTTPS, un poste relié est à relier de nouveau.",
};

export type HttpsMessages = typeof https;
