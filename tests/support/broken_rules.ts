/** SQL that the books refuse, by rule or by role, each beside the same statement within it. */
import { uuidv7 } from "./server.ts";
import { CAFE, type Worker } from "./shop.ts";

export type Who = Worker | "owner";
/** A product that is no longer sold. */
export const GONE = 900;

const product = (columns: string, values: string) =>
  `INSERT INTO produits (libelle, prix_ttc, ${columns}) VALUES ('X', 100, ${values})`;
const priced = (price: string) => `INSERT INTO produits (libelle, prix_ttc) VALUES ('X', ${price})`;
const line = (columns: string, values: string, sale = "«mine»") =>
  `INSERT INTO lignes_vente (id, vente_id, produit_id${
    columns === "" ? "" : `, ${columns}`
  }) VALUES ('«uuid»', '${sale}', ${CAFE}${values === "" ? "" : `, ${values}`})`;
const sale = (id: string) => `INSERT INTO ventes (id) VALUES ('${id}')`;
const set = (change: string, id = "«mine»") => `UPDATE ventes SET ${change} WHERE id = '${id}'`;
const setLine = (change: string, id = "«mine.line»") => `UPDATE lignes_vente SET ${change} WHERE id = '${id}'`;
const UUID = uuidv7();

/** Refused by the schema itself: the code is `constraint_violation`. */
export const BROKEN: readonly (readonly [claim: string, who: Who, wrong: string, right: string])[] = [
  ["money is a whole number of cents", "owner", priced("1.5"), priced("1")],
  ["money is no text", "owner", priced("'douze'"), priced("12")],
  ["money is not nothing", "owner", priced("NULL"), priced("0")],
  ["a price is not negative", "owner", priced("-1"), priced("0")],
  ["a price is below a million euros", "owner", priced("100000001"), priced("100000000")],
  ["a rate is one that the law knows", "owner", product("tva", "1960"), product("tva", "2000")],
  ["a rate is basis points", "owner", product("tva", "20"), product("tva", "210")],
  ["a stock is counted in whole thousandths", "owner", product("stock", "0.5"), product("stock", "500")],
  ["a product is followed or not", "owner", product("suivi_stock", "2"), product("suivi_stock", "1")],
  ["who has an account stays in the team", "owner", "DELETE FROM equipe WHERE id = 1", "DELETE FROM equipe WHERE id = 999"],
  ["a sale's id has one spelling", "nora", sale(uuidv7().toUpperCase()), sale(uuidv7())],
  ["what is no longer sold enters no ticket", "nora", line("", "").replace(`, ${CAFE}`, `, ${GONE}`), line("", "")],
  ["a line's id has one spelling", "nora", line("", "").replace("«uuid»", uuidv7().toUpperCase()), line("", "")],
  ["a product has a name", "owner", "INSERT INTO produits (libelle, prix_ttc) VALUES ('  ', 1)", priced("1")],
  [
    "a barcode names one product",
    "owner",
    `UPDATE produits SET code_barres = '2000000000015' WHERE id IN (1, 2)`,
    `UPDATE produits SET code_barres = '2000000000015' WHERE id = 1`,
  ],
  ["a product is in a category that exists", "owner", product("categorie_id", "99"), product("categorie_id", "1")],
  ["a category in use stays", "owner", "DELETE FROM categories WHERE id = 1", "UPDATE categories SET ordre = 2 WHERE id = 1"],
  ["a product that was sold stays", "owner", `DELETE FROM produits WHERE id = ${CAFE}`, "DELETE FROM produits WHERE id = 4"],
  ["a sale's id is a UUID", "nora", sale("1"), sale(UUID)],
  ["not one with a letter too many", "nora", sale(`${uuidv7()}0`), sale(uuidv7())],
  ["not one in braces", "nora", sale(`{${uuidv7()}}`), sale(uuidv7())],
  ["not one without its dashes", "nora", sale(uuidv7().replaceAll("-", "")), sale(uuidv7())],
  ["not one with a g", "nora", sale(uuidv7().replace(/.$/, "g")), sale(uuidv7())],
  ["a sale's id is there once", "nora", sale("«mine»"), sale(uuidv7())],
  [
    "a line's id is a UUID",
    "nora",
    `INSERT INTO lignes_vente (id, vente_id, produit_id) VALUES ('1', '«mine»', 1)`,
    line("", ""),
  ],
  ["a quantity is not 0", "nora", line("quantite", "0"), line("quantite", "1")],
  ["nor made 0", "nora", setLine("quantite = 0"), setLine("quantite = 1")],
  ["a quantity is whole thousandths", "nora", line("quantite", "1.5"), line("quantite", "1500")],
  ["a quantity is bounded", "nora", line("quantite", "1000000001"), line("quantite", "1000000000")],
  ["a line has a product that exists", "nora", line("", "").replace(`${CAFE})`, "99)"), line("", "")],
  ["a line has a sale", "nora", line("", "", uuidv7()), line("", "")],
  [
    "a line is no orphan when its sale is named in other letters",
    "nora",
    line("", "").replace("'«mine»'", "upper('«mine»')"),
    line("", ""),
  ],
  ["a line's discount is not negative", "chloe", setLine("remise = -1", "«hers.line»"), setLine("remise = 1", "«hers.line»")],
  ["nor more than its price", "chloe", setLine("remise = 501", "«hers.line»"), setLine("remise = 100", "«hers.line»")],
  ["a ticket's discount is not negative", "chloe", set("remise = -1", "«hers»"), set("remise = 0", "«hers»")],
  ["nor more than its lines", "chloe", set("remise = 99999999", "«hers»"), set("remise = 0", "«hers»")],
  ["a sale's customer exists", "nora", set("client_id = 99"), set("client_id = 1")],
  [
    "a person's role belongs to the account",
    "owner",
    "UPDATE equipe SET role = 'administrateur' WHERE nom = 'nora'",
    "UPDATE equipe SET nom = 'nora' WHERE nom = 'nora'",
  ],
];

/** Refused for who asks: the code is `forbidden`, with the column or operation where one is named. */
export const FORBIDDEN: readonly (readonly [claim: string, who: Who, wrong: string, right: string])[] = [
  ["a seller sells nothing back by SQL", "nora", line("quantite", "-1000"), line("quantite", "1000")],
  ["nor later", "nora", setLine("quantite = -1000"), setLine("quantite = 1000")],
  ["a price is the catalogue's", "nora", line("prix_unitaire_ttc", "499"), line("prix_unitaire_ttc", "500")],
  ["for a cashier too", "chloe", line("prix_unitaire_ttc", "499", "«hers»"), line("prix_unitaire_ttc", "500", "«hers»")],
  ["a rate is the catalogue's", "nora", line("tva", "550"), line("tva", "1000")],
  ["a name is the catalogue's", "nora", line("libelle", "'Thé'"), line("libelle", "'Café'")],
  [
    "a line without a product has no price of its own",
    "nora",
    line("libelle, prix_unitaire_ttc, tva", "'X', 1, 2000").replace(`${CAFE},`, "NULL,"),
    line("", ""),
  ],
  ["a price does not change on a line", "nora", setLine("prix_unitaire_ttc = 1"), setLine("position = 1")],
  ["a line does not change its sale", "nora", setLine("vente_id = '«theirs»'"), setLine("position = 2")],
  ["a line's total is kept by the database", "nora", setLine("total_ttc = 1"), setLine("position = 3")],
  ["a line's VAT is kept by the database", "nora", line("total_ht", "1"), line("position", "1")],
  ["a seller discounts no line", "nora", line("remise", "1"), line("remise", "0")],
  ["nor later a line", "nora", setLine("remise = 1"), setLine("remise = 0")],
  ["nor a ticket", "nora", set("remise = 1"), set("note = 'x'")],
  ["a cashier discounts no ticket that waits", "chloe", set("remise = 1", "«waiting»"), set("remise = 1", "«held»")],
  ["nor a seller's draft", "chloe", set("remise = 1", "«mine»"), set("remise = 2", "«held»")],
  ["nor what another cashier holds", "chloe", set("remise = 1", "«marcs»"), set("remise = 3", "«held»")],
  ["nor what is cancelled", "chloe", set("remise = 1", "«cancelled»"), set("remise = 2", "«hers»")],
  ["nor what is paid", "chloe", set("remise = 1", "«paid»"), set("remise = 1", "«hers»")],
  ["a draft becomes paid by a command alone", "nora", set("etat = 'payee'"), set("etat = 'brouillon'")],
  ["nor does it wait without being sent", "nora", set("etat = 'en_attente'"), set("etat = 'brouillon'")],
  ["what waits is not taken back by SQL", "nora", set("etat = 'brouillon'", "«waiting»"), set("etat = 'brouillon'")],
  [
    "what waits is not cancelled by SQL",
    "nora",
    set("etat = 'annulee'", "«waiting»"),
    `UPDATE ventes SET etat = 'annulee' WHERE id = '${UUID}'`,
  ],
  ["what is paid is not cancelled", "nora", set("etat = 'annulee'", "«paid»"), set("note = 'x'")],
  ["nor by the cashier", "chloe", set("etat = 'annulee'", "«paid»"), set("note = 'x'", "«hers»")],
  ["nor by the owner", "owner", set("etat = 'annulee'", "«paid»"), "UPDATE boutique SET message = 'x'"],
  ["what is cancelled stays so", "nora", set("etat = 'brouillon'", "«cancelled»"), set("etat = 'brouillon'")],
  ["a paid ticket takes no line", "nora", line("", "", "«paid»"), line("", "")],
  ["a paid ticket's line does not change", "nora", setLine("quantite = 1", "«paid.line»"), setLine("quantite = 1000")],
  ["a cashier's neither", "chloe", setLine("quantite = 1", "«old.line»"), setLine("quantite = 1000", "«hers.line»")],
  [
    "a paid ticket loses no line",
    "nora",
    "DELETE FROM lignes_vente WHERE id = '«paid.line»'",
    "DELETE FROM lignes_vente WHERE vente_id = '«mine»' AND position = 99",
  ],
  ["a waiting ticket's line does not change", "nora", setLine("quantite = 2", "«waiting.line»"), setLine("quantite = 1000")],
  [
    "a held ticket's line does not change",
    "chloe",
    setLine("quantite = 2", "«held.line»"),
    setLine("quantite = 1000", "«hers.line»"),
  ],
  ["another's line does not change", "nora", setLine("quantite = 2", "«theirs.line»"), setLine("quantite = 1000")],
  ["another's draft takes no line", "nora", line("", "", "«theirs»"), line("", "")],
  [
    "no sale begins in another's name",
    "nora",
    `INSERT INTO ventes (id, vendeur_id) SELECT '«uuid»', id FROM equipe WHERE nom = 'paul'`,
    `INSERT INTO ventes (id, vendeur_id) SELECT '«uuid»', id FROM equipe WHERE nom = 'nora'`,
  ],
  ["a number is not chosen", "chloe", "INSERT INTO ventes (id, numero) VALUES ('«uuid»', 1)", sale(uuidv7())],
  ["nor doubled", "chloe", set("numero = 1, caisse = 'C1'", "«hers»"), set("note = 'y'", "«hers»")],
  [
    "a refund is made by its command alone",
    "chloe",
    "INSERT INTO ventes (id, type) VALUES ('«uuid»', 'avoir')",
    "INSERT INTO ventes (id, type) VALUES ('«uuid»', 'vente')",
  ],
  [
    "a ticket's origin is set by its command alone",
    "chloe",
    set("vente_origine_id = '«paid»'", "«hers»"),
    set("note = 'z'", "«hers»"),
  ],
  ["a ticket's id never changes", "nora", set(`id = '${uuidv7()}'`), set("note = 'x'")],
  ["a seller changes no product", "nora", "UPDATE produits SET prix_ttc = 1", "SELECT prix_ttc FROM produits"],
  ["a cashier neither", "chloe", "UPDATE produits SET stock = 0", "SELECT stock FROM produits"],
  ["a seller changes no customer", "nora", "UPDATE clients SET nom = 'x'", "INSERT INTO clients (nom) VALUES ('x')"],
  ["a cashier deletes no customer", "chloe", "DELETE FROM clients WHERE id = 1", "UPDATE clients SET note = 'x' WHERE id = 1"],
  [
    "a till is named by its command",
    "owner",
    "INSERT INTO caisses (nom) VALUES ('C3')",
    "UPDATE caisses SET libelle = 'x' WHERE nom = 'C2'",
  ],
  [
    "and keeps its name",
    "owner",
    "UPDATE caisses SET nom = 'C9' WHERE nom = 'C2'",
    "UPDATE caisses SET libelle = '' WHERE nom = 'C2'",
  ],
  ["there is one shop", "owner", "INSERT INTO boutique (id) VALUES (2)", "UPDATE boutique SET nom = 'x'"],
  ["the owner makes no sale", "owner", sale(uuidv7()), "SELECT id FROM ventes"],
  [
    "the owner adds no payment",
    "owner",
    "INSERT INTO paiements (vente_id, mode, montant, session_caisse_id, cree_le) VALUES ('«paid»', 'especes', 1, 1, '')",
    "SELECT id FROM paiements",
  ],
  [
    "nor a fiscal record",
    "owner",
    "INSERT INTO journal_fiscal SELECT serie, seq + 100, genre, version_format, contenu, signature_precedente, empreinte, signature, cle_id, horodatage FROM journal_fiscal",
    "SELECT seq FROM journal_fiscal",
  ],
  [
    "a closed cash session keeps its variance",
    "owner",
    "UPDATE sessions_caisse SET ecart = 0",
    "SELECT ecart FROM sessions_caisse",
  ],
  ["a closing keeps its totals", "owner", "UPDATE clotures SET total_ttc = 0", "SELECT total_ttc FROM clotures"],
  ["a payment keeps its amount", "owner", "UPDATE paiements SET montant = 0", "SELECT montant FROM paiements"],
  ["a fiscal record keeps its text", "owner", "UPDATE journal_fiscal SET contenu = ''", "SELECT contenu FROM journal_fiscal"],
  [
    "stock moves are written by commands",
    "owner",
    "UPDATE mouvements_stock SET quantite = 0",
    "SELECT quantite FROM mouvements_stock",
  ],
  ...[
    "ventes",
    "lignes_vente",
    "paiements",
    "paiements_annonces",
    "ventes_tva",
    "mouvements_stock",
    "mouvements_caisse",
    "especes_accordees",
    "sessions_caisse",
    "clotures",
    "journal_fiscal",
    "caisses",
    "boutique",
  ]
    .map((table) =>
      [`the owner deletes nothing from ${table}`, "owner", `DELETE FROM ${table}`, `SELECT * FROM ${table} LIMIT 1`] as const
    ),
  ...(["nora", "chloe"] as const).flatMap((who) =>
    ["ventes", "produits", "categories", "clients", "equipe", "boutique", "caisses"]
      .map((table) =>
        [`${who} deletes nothing from ${table}`, who, `DELETE FROM ${table}`, `SELECT * FROM ${table} LIMIT 1`] as const
      )
  ),
];
