/** The words of a receipt that goes to the customer's phone, in French. */
export const phone = {
  title: "Le client scanne son reçu",
  lead: "Avec son téléphone, sur le Wi-Fi de la boutique. La page reste ouverte 30 jours.",
  failed: "Le reçu n’a pas pu être mis à disposition. Imprimez-le.",
};
