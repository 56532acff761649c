/** The books: drafts of others, columns that the database keeps, prices, states, keys. */
import { type Attempt, type Chapter, forbidden, type Refusal, type Sent, sql, type Who } from "./attempt.ts";
import { KEPT } from "../support/kept_columns.ts";

const NEW_SALE = "INSERT INTO ventes (id) VALUES ('«uuid»')";
const line = (columns: string, values: string, sale = "«mine»") =>
  sql("insert", `INSERT INTO lignes_vente (id, vente_id, ${columns}) VALUES ('«uuid»', '${sale}', ${values})`);
const sale = (columns: string, values: string) =>
  sql("insert", `INSERT INTO ventes (id, ${columns}) VALUES ('«uuid»', ${values})`);
const change = (set: string, id = "«mine»") => sql("update", `UPDATE ventes SET ${set} WHERE id = '${id}'`);
const broken: Refusal = { status: [403, 409], code: ["forbidden", "constraint_violation"] };
const aSale = sql("insert", NEW_SALE);
const aNote = change("note = 'n'");
const aLine = line("produit_id", "1");

/** Each with the same thing where it is allowed. */
const TABLE: readonly (readonly [name: string, as: Who, sent: Sent, premise: Sent, refused?: Refusal])[] = [
  ...KEPT.map((column) => [`${column} given on insert`, "vendeur", sale(column, "NULL"), aSale] as const),
  ...KEPT.map((column) => [`${column} given on update`, "vendeur", change(`${column} = NULL`), aNote] as const),
  ["a sale in another's name", "vendeur", sale("vendeur_id", "«other.id»"), sale("vendeur_id", "«seller.id»")],
  ["a sale in the owner's name", "vendeur", sale("vendeur_id", "1"), sale("vendeur_id", "«seller.id»")],
  ["a draft handed to another", "vendeur", change("vendeur_id = «other.id»"), aNote],
  ["a sale born paid", "vendeur", sale("etat", "'payee'"), sale("etat", "'brouillon'")],
  ["a sale born at the till", "caisse", sale("etat", "'en_caisse'"), sale("etat", "'brouillon'")],
  ["a sale born waiting", "vendeur", sale("etat", "'en_attente'"), sale("etat", "'brouillon'")],
  ["a sale born as a refund", "caisse", sale("type", "'avoir'"), sale("type", "'vente'")],
  ["a draft made paid", "vendeur", change("etat = 'payee'"), aNote],
  ["a draft made waiting", "vendeur", change("etat = 'en_attente'"), aNote],
  ["a draft taken to the till", "caisse", change("etat = 'en_caisse'", "«his»"), change("note = 'x'", "«his»")],
  ["a cancelled sale revived", "vendeur", change("etat = 'brouillon'", "«cancelled»"), aNote, broken],
  ["a cancelled sale's note changed", "vendeur", change("note = 'x'", "«cancelled»"), aNote, broken],
  ["another's draft changed", "vendeur", change("note = 'x'", "«theirs»"), aNote],
  ["another's draft cancelled", "vendeur", change("etat = 'annulee'", "«theirs»"), aNote],
  ["another's draft changed by the cashier", "caisse", change("note = 'x'", "«theirs»"), change("note = 'x'", "«his»")],
  ["all drafts changed at once", "vendeur", sql("update", "UPDATE ventes SET note = 'x'"), aNote],
  [
    "another's draft by an upsert",
    "vendeur",
    sql("insert", "INSERT INTO ventes (id) VALUES ('«theirs»') ON CONFLICT (id) DO UPDATE SET note = 'x'"),
    sql("insert", "INSERT INTO ventes (id) VALUES ('«mine»') ON CONFLICT (id) DO UPDATE SET note = 'x'"),
  ],
  [
    "another's draft by UPDATE FROM",
    "vendeur",
    sql("update", "UPDATE ventes SET note = 'x' FROM equipe e WHERE e.id = 1 AND ventes.id = '«theirs»'"),
    sql("update", "UPDATE ventes SET note = 'x' FROM equipe e WHERE e.id = 1 AND ventes.id = '«mine»'"),
  ],
  ["a line for another's draft", "vendeur", line("produit_id", "1", "«theirs»"), aLine],
  ["a line for a cancelled sale", "vendeur", line("produit_id", "1", "«cancelled»"), aLine, broken],
  ["a line for no sale", "vendeur", line("produit_id", "1", "«uuid»"), aLine, { status: [409], code: ["constraint_violation"] }],
  [
    "another's line changed",
    "vendeur",
    sql("update", "UPDATE lignes_vente SET quantite = 1 WHERE id = '«their line»'"),
    sql("update", "UPDATE lignes_vente SET quantite = 1000 WHERE id = '«my line»'"),
  ],
  [
    "another's line dropped",
    "vendeur",
    sql("delete", "DELETE FROM lignes_vente WHERE id = '«their line»'"),
    sql("delete", "DELETE FROM lignes_vente WHERE vente_id = '«mine»' AND id <> '«my line»'"),
  ],
  [
    "a line moved to another sale",
    "vendeur",
    sql("update", "UPDATE lignes_vente SET vente_id = '«theirs»' WHERE id = '«my line»'"),
    sql("update", "UPDATE lignes_vente SET position = 1 WHERE id = '«my line»'"),
  ],
  [
    "a price of one's own",
    "vendeur",
    line("produit_id, prix_unitaire_ttc", "1, 1"),
    line("produit_id, prix_unitaire_ttc", "1, 250"),
  ],
  ["a price of nothing", "vendeur", line("produit_id, prix_unitaire_ttc", "1, 0"), aLine],
  ["a rate of one's own", "vendeur", line("produit_id, tva", "1, 0"), line("produit_id, tva", "1, 550")],
  ["a name of one's own", "vendeur", line("produit_id, libelle", "1, 'Or'"), line("produit_id, libelle", "1, 'Thé'")],
  ["a line of no product", "vendeur", line("libelle, prix_unitaire_ttc, tva", "'x', 1, 0"), aLine],
  ["a discount by a seller", "vendeur", line("produit_id, remise", "1, 10"), line("produit_id, remise", "1, 0")],
  [
    "a discount later",
    "vendeur",
    sql("update", "UPDATE lignes_vente SET remise = 10 WHERE id = '«my line»'"),
    sql("update", "UPDATE lignes_vente SET remise = 0 WHERE id = '«my line»'"),
  ],
  ["a negative quantity", "vendeur", line("produit_id, quantite", "1, -1000"), line("produit_id, quantite", "1, 1000"), broken],
  ["no quantity", "vendeur", line("produit_id, quantite", "1, 0"), line("produit_id, quantite", "1, 10"), broken],
  ["a total of one's own", "vendeur", line("produit_id, total_ttc", "1, 1"), aLine],
  ["a sale deleted", "vendeur", sql("delete", "DELETE FROM ventes WHERE id = '«mine»'"), aNote],
  ["a sale deleted by the owner", "administrateur", sql("delete", "DELETE FROM ventes"), sql("select", "SELECT id FROM ventes")],
  ["a sale by the owner", "administrateur", aSale, sql("insert", "INSERT INTO categories (nom) VALUES ('«uuid»')")],
  ["a sale's id changed", "vendeur", change("id = '«uuid»'"), aNote],
  ["a price changed by a seller", "vendeur", sql("update", "UPDATE produits SET prix_ttc = 1 WHERE id = 1"), aNote],
  [
    "a price changed by a cashier",
    "caisse",
    sql("update", "UPDATE produits SET prix_ttc = 1 WHERE id = 1"),
    change("note = 'x'", "«his»"),
  ],
  [
    "a price changed by an upsert",
    "caisse",
    sql("insert", "INSERT INTO produits (id, libelle, prix_ttc) VALUES (1, 'x', 1) ON CONFLICT DO UPDATE SET prix_ttc = 1"),
    aSale,
  ],
  ["a product dropped", "caisse", sql("delete", "DELETE FROM produits RETURNING id"), aSale],
  ["a customer changed by a seller", "vendeur", sql("update", "UPDATE clients SET nom = 'x' WHERE id = 1"), aNote],
  [
    "a customer dropped by a cashier",
    "caisse",
    sql("delete", "DELETE FROM clients WHERE id = 1"),
    sql("update", "UPDATE clients SET note = 'x' WHERE id = 1"),
  ],
  [
    "a customer's date",
    "vendeur",
    sql("insert", "INSERT INTO clients (nom, cree_le) VALUES ('x', '2000')"),
    sql("insert", "INSERT INTO clients (nom) VALUES ('x')"),
  ],
  [
    "the largest key, so that the next ones are drawn at random",
    "vendeur",
    sql("insert", "INSERT INTO clients (id, nom) VALUES (9223372036854775807, 'x')"),
    sql("insert", "INSERT INTO clients (nom) VALUES ('x')"),
  ],
  ["one's own role", "vendeur", sql("update", "UPDATE equipe SET role = 'administrateur' WHERE id = «seller.id»"), aNote],
  [
    "a role by the owner's SQL",
    "administrateur",
    sql("update", "UPDATE equipe SET role = 'administrateur' WHERE id = «seller.id»"),
    sql("update", "UPDATE equipe SET nom = 'Zoé' WHERE id = «seller.id»"),
    { status: [409], code: ["constraint_violation"] },
  ],
  ["a write hidden in a CTE", "vendeur", sql("delete", "WITH a AS (SELECT 1) DELETE FROM produits"), aNote],
  ["a write announced as a query", "vendeur", sql("select", NEW_SALE), aSale, { status: [400], code: ["type_mismatch"] }],
  ["a deletion announced as an update", "vendeur", sql("update", "DELETE FROM produits"), aNote, {
    status: [400],
    code: ["type_mismatch"],
  }],
  ["the rowid of a sale", "vendeur", sale("rowid", "1"), aSale, { status: [400], code: ["sql_error"] }],
  ["an id that is no UUID", "vendeur", sql("insert", "INSERT INTO ventes (id) VALUES ('1')"), aSale, broken],
  ["an id of blanks and look-alikes", "vendeur", sql("insert", "INSERT INTO ventes (id) VALUES ('«uuid» ')"), aSale, broken],
  ["the id of another's sale", "vendeur", sql("insert", "INSERT INTO ventes (id) VALUES ('«theirs»')"), aSale, broken],
  ["a sale without an id", "vendeur", sql("insert", "INSERT INTO ventes DEFAULT VALUES"), aSale, broken],
  [
    "the last of a batch, so that none is kept",
    "vendeur",
    {
      kind: "batch",
      queries: [{ type: "insert", query: NEW_SALE }, { type: "update", query: "UPDATE produits SET prix_ttc = 1" }],
    },
    { kind: "batch", queries: [{ type: "insert", query: NEW_SALE }] },
  ],
];

export const books: Chapter = {
  title: "the books",
  attempts: TABLE.map(([name, as, sent, premise, refused = forbidden]): Attempt => ({
    name,
    as,
    sent,
    refused,
    premise: { as, sent: premise, answered: 200 },
    ...(refused === forbidden ? { journaled: "refused" } : {}),
  })),
};
