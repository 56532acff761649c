/** The words of choosing and scanning products, in French. French punctuation keeps its no-break spaces: U+00A0 before a colon, U+202F elsewhere. */
export const picker = {
  products: {
    title: "Produits",
    search: "Chercher un produit",
    clearSearch: "Effacer la recherche",
    categories: "Catégories",
    all: "Tous",
    none: (words: string) => `Rien ne correspond à « ${words} »`,
    noneBody: "Essayez moins de mots, ou scannez le code-barres.",
    empty: "Le catalogue est vide",
    emptyBody: "L’administrateur ajoute les produits sur le PC serveur : ils apparaîtront ici aussitôt.",
    loading: "Chargement du catalogue…",
    failed: "Le catalogue n’a pas pu être lu",
    stale: "Le catalogue date peut-être : la dernière lecture a échoué.",
    found: (count: number) => count === 1 ? "1 produit" : `${count.toLocaleString("fr-FR")} produits`,
    more: (count: number) => `Encore ${count.toLocaleString("fr-FR")} : faites défiler, ou précisez la recherche.`,
    add: (label: string, price: string) => `Ajouter ${label}, ${price}`,
  },
  line: {
    added: (label: string, quantity: string, total: string) => `${label}, ${quantity}. Total ${total}`,
    removed: (label: string, total: string) => `Retiré : ${label}. Total ${total}`,
    discounted: (amount: string) => `Remise ${amount}`,
    priceChanged: (before: string) => `Prix changé, avant : ${before}`,
  },
  scan: {
    unknown: "Code inconnu",
    misread: "Code mal lu : scannez encore une fois",
    unsold: "N’est plus en vente",
    full: "Ticket plein : non ajouté",
    dismiss: (code: string) => `Effacer le code ${code}`,
  },
};
