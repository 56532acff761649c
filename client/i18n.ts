/** Every word of the screens, in French and English. French punctuation keeps its narrow no-break spaces. */
import type { Locale } from "../shared/errors.ts";
import type { Role } from "../shared/roles.ts";
import { caisseEn, caisseFr } from "./i18n_caisse.ts";
import type { SaleState } from "./store/catalogue.ts";
import type { Failure } from "./store/failure.ts";

const fr = {
  appName: "Comptoir",
  caisse: caisseFr,
  language: "Langue",
  roles: { administrateur: "Administrateur", caisse: "Caisse", vendeur: "Vendeur" } as Record<Role, string>,
  states: {
    brouillon: "Brouillon",
    en_attente: "En attente",
    en_caisse: "En caisse",
    payee: "Payée",
    annulee: "Annulée",
  } as Record<SaleState, string>,
  status: {
    searching: "Recherche du serveur…",
    found: "Serveur trouvé",
    signingIn: "Identification…",
    connecting: "Connexion…",
    live: "En direct",
    reconnecting: "Reconnexion…",
    offline: "Hors ligne",
  },
  offline: {
    title: "Connexion au serveur perdue",
    body: "Rien n’est perdu : ce qui attend partira dès son retour. Pas de paiement en attendant.",
    retry: "Réessayer",
    pending: (count: number) => count === 1 ? "1 vente à envoyer" : `${count} ventes à envoyer`,
  },
  starting: {
    title: "Recherche du serveur",
    body: "Un instant, le poste appelle le serveur du magasin.",
    failedTitle: "Le serveur ne répond pas",
    failedBody: "Vérifiez que le PC serveur est allumé et que ce poste est sur le même réseau. Nouvel essai en cours…",
    retry: "Réessayer maintenant",
  },
  setup: {
    title: "Bienvenue",
    lead: "Créez le compte du propriétaire. Il gère l’équipe, le catalogue et les réglages, sur ce PC uniquement.",
    name: "Votre nom",
    nameHint: "Tel que l’équipe le verra. Facultatif.",
    submit: "Créer le compte",
    elsewhereTitle: "Le magasin n’est pas encore ouvert",
    elsewhereBody: "Le compte du propriétaire se crée sur le PC serveur. Ouvrez-y cette adresse dans un navigateur :",
    elsewhereRetry: "C’est fait, continuer",
  },
  account: {
    username: "Identifiant",
    password: "Mot de passe",
    confirm: "Confirmer le mot de passe",
    passwordHint: "Au moins 10 caractères. Une phrase facile à retenir fait très bien l’affaire.",
    tooShort: "Il faut au moins 10 caractères.",
    tooLong: "Au plus 72 octets : un peu plus court, s’il vous plaît (une lettre accentuée en compte deux).",
    different: "Les deux mots de passe ne sont pas identiques.",
    missing: "À remplir.",
  },
  signIn: {
    title: "Identifiez-vous",
    onServer: "Vous êtes sur le PC serveur : c’est ici que travaille l’administrateur.",
    onClient: "Poste de vente ou de caisse.",
    submit: "Entrer",
    roleElsewhere: "Ce compte ne peut pas travailler depuis ce poste.",
    whoWorksWhere: "L’administrateur travaille sur le PC serveur, la caisse et les vendeurs depuis les autres postes.",
    ended: "Votre session est terminée. Identifiez-vous pour reprendre.",
    signOut: "Se déconnecter",
  },
  sales: {
    title: "Ventes",
    empty: "Aucune vente pour le moment",
    emptyBody: "La première apparaîtra ici toute seule, quel que soit le poste.",
    loading: "Chargement des ventes…",
    arrived: (seller: string, total: string) => `Nouvelle vente : ${seller}, ${total}`,
    waiting: "À envoyer",
    waitingSale: "Vente gardée sur ce poste",
    unknownSeller: "Vendeur inconnu",
    count: (count: number) => count === 0 ? "" : count === 1 ? "1 vente" : `${count} ventes`,
  },
  products: {
    title: "Produits",
    search: "Chercher un produit",
    all: "Tous",
    none: "Aucun produit ne correspond.",
    empty: "Le catalogue est vide",
    emptyBody: "L’administrateur ajoute les produits sur le PC serveur. Une vente sans article reste possible.",
    loading: "Chargement du catalogue…",
    more: (count: number) => `${count} autres : précisez la recherche.`,
    add: (label: string, price: string) => `Ajouter ${label}, ${price}`,
  },
  ticket: {
    title: "Nouvelle vente",
    empty: "Touchez un produit pour commencer.",
    emptyPlain: "Vous pouvez enregistrer une vente sans article.",
    total: "Total",
    note: "Note",
    notePlaceholder: "Facultatif",
    save: "Enregistrer la vente",
    savePlain: "Créer une vente sans article",
    clear: "Vider",
    less: (label: string) => `Un de moins : ${label}`,
    more: (label: string) => `Un de plus : ${label}`,
    full: "Ce ticket est plein : 99 lignes au plus.",
    refused: "Une vente n’a pas été acceptée.",
    dismiss: "Compris",
  },
  owner: {
    joinTitle: "Relier les postes",
    joinBody: "Sur chaque tablette ou PC du magasin, ouvrez l’une de ces adresses dans un navigateur.",
    joinNone: "Ce PC n’est relié à aucun réseau : branchez-le ou activez le Wi-Fi.",
    teamTitle: "Équipe",
    teamAdd: "Ajouter une personne",
    teamEmpty: "Vous êtes seul pour l’instant. Ajoutez une personne pour la caisse ou la vente.",
    inactive: "Inactif",
    role: "Rôle",
    name: "Nom",
    nameHint: "Facultatif.",
    added: (name: string) => `${name} a été ajouté.`,
    productsTitle: "Catalogue",
    productAdd: "Ajouter un produit",
    productsEmpty: "Aucun produit. Ajoutez-en un : il apparaît aussitôt sur les postes.",
    label: "Libellé",
    price: "Prix TTC",
    priceWrong: "Un montant comme 12,50.",
    vat: "TVA",
    barcode: "Code-barres",
    optional: "Facultatif.",
    category: "Catégorie",
    noCategory: "Sans catégorie",
    categoryAdd: "Ajouter une catégorie",
    categoryName: "Nom de la catégorie",
    save: "Ajouter",
    cancel: "Annuler",
    productCount: (count: number) => count === 1 ? "1 produit" : `${count} produits`,
    loading: "Chargement…",
  },
  errors: {
    network: "Le serveur ne répond pas. Vérifiez le réseau, puis réessayez.",
    unexpected_answer: "La réponse reçue ne vient pas du serveur Comptoir.",
    outbox_full: "Trop de ventes attendent déjà sur ce poste : rétablissez la connexion avant de continuer.",
    stopped: "La page se ferme.",
    other: "Une erreur inattendue s’est produite.",
    retryIn: (seconds: number) => seconds === 0 ? "Vous pouvez réessayer." : `Trop d’essais. Réessayez dans ${seconds} s.`,
    stale: "Ces données datent peut-être : la dernière lecture a échoué.",
  },
};

export type Messages = typeof fr;

const en: Messages = {
  appName: "Comptoir",
  caisse: caisseEn,
  language: "Language",
  roles: { administrateur: "Owner", caisse: "Cashier", vendeur: "Seller" },
  states: { brouillon: "Draft", en_attente: "Waiting", en_caisse: "At the till", payee: "Paid", annulee: "Cancelled" },
  status: {
    searching: "Looking for the server…",
    found: "Server found",
    signingIn: "Signing in…",
    connecting: "Connecting…",
    live: "Live",
    reconnecting: "Reconnecting…",
    offline: "Offline",
  },
  offline: {
    title: "Connection to the server lost",
    body: "Nothing is lost: what waits is sent once it is back. No payments meanwhile.",
    retry: "Try again",
    pending: (count) => count === 1 ? "1 sale to send" : `${count} sales to send`,
  },
  starting: {
    title: "Looking for the server",
    body: "One moment, this till is calling the shop’s server.",
    failedTitle: "The server does not answer",
    failedBody: "Check that the server PC is on and that this device is on the same network. Trying again…",
    retry: "Try now",
  },
  setup: {
    title: "Welcome",
    lead: "Create the owner’s account. It looks after the team, the catalogue and the settings, on this PC only.",
    name: "Your name",
    nameHint: "As the team will see it. Optional.",
    submit: "Create the account",
    elsewhereTitle: "The shop is not open yet",
    elsewhereBody: "The owner’s account is created on the server PC. Open this address there in a browser:",
    elsewhereRetry: "Done, go on",
  },
  account: {
    username: "User name",
    password: "Password",
    confirm: "Confirm the password",
    passwordHint: "At least 10 characters. A phrase that is easy to remember does very well.",
    tooShort: "At least 10 characters are needed.",
    tooLong: "At most 72 bytes: a little shorter, please (an accented letter counts for two).",
    different: "The two passwords differ.",
    missing: "Please fill this in.",
  },
  signIn: {
    title: "Sign in",
    onServer: "This is the server PC: the owner works here.",
    onClient: "A seller’s or cashier’s till.",
    submit: "Enter",
    roleElsewhere: "This account cannot work from this device.",
    whoWorksWhere: "The owner works on the server PC, cashiers and sellers from the other devices.",
    ended: "Your session is over. Sign in to go on.",
    signOut: "Sign out",
  },
  sales: {
    title: "Sales",
    empty: "No sales yet",
    emptyBody: "The first one will appear here by itself, whichever till makes it.",
    loading: "Loading sales…",
    arrived: (seller, total) => `New sale: ${seller}, ${total}`,
    waiting: "To send",
    waitingSale: "Sale kept on this till",
    unknownSeller: "Unknown seller",
    count: (count) => count === 0 ? "" : count === 1 ? "1 sale" : `${count} sales`,
  },
  products: {
    title: "Products",
    search: "Search for a product",
    all: "All",
    none: "No product matches.",
    empty: "The catalogue is empty",
    emptyBody: "The owner adds products on the server PC. A sale without articles is still possible.",
    loading: "Loading the catalogue…",
    more: (count) => `${count} more: refine the search.`,
    add: (label, price) => `Add ${label}, ${price}`,
  },
  ticket: {
    title: "New sale",
    empty: "Tap a product to begin.",
    emptyPlain: "You can save a sale without articles.",
    total: "Total",
    note: "Note",
    notePlaceholder: "Optional",
    save: "Save the sale",
    savePlain: "Create a sale without articles",
    clear: "Clear",
    less: (label) => `One less: ${label}`,
    more: (label) => `One more: ${label}`,
    full: "This ticket is full: 99 lines at most.",
    refused: "A sale was not accepted.",
    dismiss: "Understood",
  },
  owner: {
    joinTitle: "Connect the tills",
    joinBody: "On each tablet or PC of the shop, open one of these addresses in a browser.",
    joinNone: "This PC is on no network: plug it in or turn the Wi-Fi on.",
    teamTitle: "Team",
    teamAdd: "Add a person",
    teamEmpty: "You are alone so far. Add somebody to sell or to take the money.",
    inactive: "Inactive",
    role: "Role",
    name: "Name",
    nameHint: "Optional.",
    added: (name) => `${name} was added.`,
    productsTitle: "Catalogue",
    productAdd: "Add a product",
    productsEmpty: "No products. Add one: it appears on the tills at once.",
    label: "Label",
    price: "Price incl. VAT",
    priceWrong: "An amount such as 12.50.",
    vat: "VAT",
    barcode: "Barcode",
    optional: "Optional.",
    category: "Category",
    noCategory: "No category",
    categoryAdd: "Add a category",
    categoryName: "Name of the category",
    save: "Add",
    cancel: "Cancel",
    productCount: (count) => count === 1 ? "1 product" : `${count} products`,
    loading: "Loading…",
  },
  errors: {
    network: "The server does not answer. Check the network, then try again.",
    unexpected_answer: "The answer received is not from the Comptoir server.",
    outbox_full: "Too many sales wait on this till already: restore the connection before going on.",
    stopped: "The page is closing.",
    other: "Something unexpected happened.",
    retryIn: (seconds) => seconds === 0 ? "You may try again." : `Too many attempts. Try again in ${seconds} s.`,
    stale: "This may be out of date: the last reading failed.",
  },
};

export function messagesFor(locale: Locale): Messages {
  return locale === "fr" ? fr : en;
}

/** The language to begin with: the one chosen before on this machine, else the browser's, else French. */
export function firstLocale(remembered: string | null, languages: readonly string[]): Locale {
  if (remembered === "fr" || remembered === "en") return remembered;
  for (const language of languages) {
    if (language.startsWith("fr")) return "fr";
    if (language.startsWith("en")) return "en";
  }
  return "fr";
}

/** A failure as a sentence for people; the server's own where it gave one. */
export function explain(failure: Failure, t: Messages): string {
  if (failure.code === "role_not_allowed_here") return failure.detail ?? t.signIn.roleElsewhere;
  if (failure.detail !== null) return failure.detail;
  const { errors } = t;
  switch (failure.code) {
    case "network":
    case "unexpected_answer":
    case "outbox_full":
    case "stopped":
      return errors[failure.code];
    case "unauthenticated":
      return t.signIn.ended;
    default:
      return errors.other;
  }
}

/** Today's time, or the day with it. `iso` is RFC 3339. */
export function formatMoment(iso: string, locale: Locale, now: Date): string {
  const date = new Date(iso);
  const language = locale === "fr" ? "fr-FR" : "en-IE";
  const time = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit" }).format(date);
  if (date.toDateString() === now.toDateString()) return time;
  return `${new Intl.DateTimeFormat(language, { day: "numeric", month: "short" }).format(date)} ${time}`;
}
