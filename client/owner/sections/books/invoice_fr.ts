/** The words of an invoice that a company asks for, in French. */
export const invoice = {
  ask: "Facture demandée…",
  of: "Facture demandée",
  siren: "SIREN de l’entreprise",
  hint: "La plateforme agréée établit la facture\u00a0; le ticket reste comme il est.",
  note: "Noter la demande",
  none: "Pas de facture",
};
