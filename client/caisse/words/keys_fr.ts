/** The words of the key help, in French. French punctuation keeps its no-break spaces: U+00A0 before a colon, U+202F elsewhere. */

export const keys = {
  everywhere: "Partout",
  queue: "File d’attente",
  pay: "Paiement",
  direct: "Vente directe",
  stray: "Ajouter l’article scanné hors ticket",
  help: "Cette aide",
  back: "Retour",
  confirm: "Encaisser ou confirmer",
  digits: "Numéro de rappel, puis Entrée",
  arrows: "Choisir un ticket",
  amount: "Montant",
  eraseKey: "Effacer un chiffre",
  print: "Une fois payé : imprimer le reçu",
  times: "Quantité du prochain article",
  lines: "Choisir une ligne",
  count: "Un de plus, un de moins",
  deleteKey: "Suppr",
  remove: "Retirer la ligne",
};
