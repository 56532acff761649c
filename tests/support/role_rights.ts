/** What each role may do by SQL, and what it may not. */
import { KEPT } from "./kept_columns.ts";
import type { Who } from "./rights_scene.ts";
import { uuidv7 } from "./server.ts";

/** Drafts of the seller and of the other seller, one line each, and one more of the seller that is cancelled. */
export const mine = uuidv7();
export const theirs = uuidv7();
export const cancelled = uuidv7();
export const lines = { mine: uuidv7(), theirs: uuidv7(), cancelled: uuidv7() };

export const ID = () => `'${uuidv7()}'`;
export const line = (columns: string, values: string, sale = mine) =>
  `INSERT INTO lignes_vente (id, vente_id, ${columns}) VALUES (${ID()}, '${sale}', ${values})`;

export const ALLOWED: readonly [claim: string, who: Who, sql: () => string][] = [
  ["everyone reads the catalogue", "seller", () => "SELECT libelle FROM produits"],
  ["a cashier reads the sales", "cashier", () => "SELECT id, total_ttc FROM ventes"],
  ["a seller adds a customer", "seller", () => "INSERT INTO clients (nom) VALUES ('Max')"],
  ["a cashier changes a customer", "cashier", () => "UPDATE clients SET note = 'ok' WHERE id = 1"],
  ["the owner changes a price", "owner", () => "UPDATE produits SET prix_ttc = 130 WHERE id = 2"],
  [
    "the owner upserts a product",
    "owner",
    () =>
      "INSERT INTO produits (id, libelle, prix_ttc) VALUES (2, 'Pain', 120) ON CONFLICT (id) DO UPDATE SET libelle = excluded.libelle",
  ],
  [
    "the owner upserts without a target",
    "owner",
    () => "INSERT INTO produits (id, libelle, prix_ttc) VALUES (2, 'Pain', 1) ON CONFLICT DO NOTHING",
  ],
  ["a seller makes a sale with an id alone", "seller", () => `INSERT INTO ventes (id) VALUES (${ID()})`],
  [
    "a seller names himself",
    "seller",
    () => `INSERT INTO ventes (id, vendeur_id, etat, type) VALUES (${ID()}, 2, 'brouillon', 'vente')`,
  ],
  ["a seller changes his draft", "seller", () => `UPDATE ventes SET note = 'x', client_id = 1 WHERE id = '${mine}'`],
  ["a seller adds a line", "seller", () => line("produit_id, quantite", "1, 1500")],
  [
    "a line may repeat the catalogue",
    "seller",
    () => line("produit_id, libelle, prix_unitaire_ttc, tva, remise", "1, 'Thé', 250, 550, 0"),
  ],
  [
    "a seller changes his line",
    "seller",
    () => `UPDATE lignes_vente SET quantite = 2000, position = 1 WHERE id = '${lines.mine}'`,
  ],
  ["a seller drops his line", "seller", () => `DELETE FROM lignes_vente WHERE vente_id = '${mine}' AND id <> '${lines.mine}'`],
  [
    "RETURNING answers one's own row",
    "seller",
    () => `UPDATE ventes SET note = 'y' WHERE id = '${mine}' RETURNING id, total_ttc`,
  ],
  [
    "a CTE may feed a write",
    "seller",
    () => `WITH a AS (SELECT '${mine}' AS id) UPDATE ventes SET note = 'z' WHERE id = (SELECT id FROM a)`,
  ],
  ["a CTE may be counted", "seller", () => "WITH a AS (SELECT 1 AS x) SELECT count(*) AS n FROM a"],
  ["json_each is for reading", "seller", () => "SELECT value FROM json_each('[1,2]')"],
  [
    "WITH RECURSIVE is for reading",
    "seller",
    () => "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5) SELECT i FROM n",
  ],
  ["window functions are for reading", "seller", () => "SELECT row_number() OVER (ORDER BY id) AS n FROM produits"],
];

const own = { table: "ventes", operation: "insert" };
type Refused = readonly [claim: string, who: Who, sql: () => string, extras: Record<string, unknown>];
export const FORBIDDEN: readonly Refused[] = [
  ["a seller changes no price", "seller", () => "UPDATE produits SET prix_ttc = 1", {
    table: "produits",
    column: "prix_ttc",
    operation: "update",
  }],
  ["a seller adds no product", "seller", () => "INSERT INTO produits (libelle, prix_ttc) VALUES ('x', 1)", {
    table: "produits",
    operation: "insert",
  }],
  ["a cashier drops no product", "cashier", () => "DELETE FROM produits", { table: "produits", operation: "delete" }],
  ["a seller changes no customer", "seller", () => "UPDATE clients SET nom = 'x' WHERE id = 1", {
    table: "clients",
    column: "nom",
    operation: "update",
  }],
  ["nor by an upsert", "seller", () => "INSERT INTO clients (id, nom) VALUES (1, 'x') ON CONFLICT (id) DO UPDATE SET nom = 'x'", {
    table: "clients",
    column: "nom",
  }],
  ["nor by UPDATE FROM", "seller", () => "UPDATE clients SET nom = p.libelle FROM produits p WHERE p.id = clients.id", {
    table: "clients",
  }],
  [
    "nor with a table of that name in front",
    "seller",
    () => "WITH clients AS (SELECT 1 AS id, 'x' AS nom) UPDATE main.clients SET nom = 'x'",
    { table: "clients" },
  ],
  ["a seller's customer has no date of his making", "seller", () => "INSERT INTO clients (nom, cree_le) VALUES ('x', '2000')", {
    table: "clients",
    column: "cree_le",
  }],
  ["nor without naming the columns", "seller", () => "INSERT INTO clients VALUES (9, 'x', 'x', 'x', 'x', 'x', '2000')", {
    code: "sql_error",
  }],
  ["a cashier drops no customer", "cashier", () => "DELETE FROM clients", { table: "clients", operation: "delete" }],
  ["a cashier changes no key", "cashier", () => "UPDATE clients SET id = 99 WHERE id = 1", { table: "clients", column: "id" }],
  ["a seller changes nobody's role", "seller", () => "UPDATE equipe SET role = 'administrateur'", {
    table: "equipe",
    column: "role",
  }],
  ["the owner makes no sale", "owner", () => `INSERT INTO ventes (id) VALUES (${ID()})`, own],
  ["the owner changes no sale", "owner", () => "UPDATE ventes SET note = 'x'", { table: "ventes", operation: "update" }],
  ["the owner drops no sale", "owner", () => "DELETE FROM ventes", { table: "ventes", operation: "delete" }],
  ["a seller drops no sale", "seller", () => `DELETE FROM ventes WHERE id = '${mine}'`, { table: "ventes", operation: "delete" }],
  ["a seller changes no id", "seller", () => `UPDATE ventes SET id = ${ID()} WHERE id = '${mine}'`, {
    table: "ventes",
    column: "id",
  }],
  ["nor a line's", "seller", () => `UPDATE lignes_vente SET id = ${ID()} WHERE id = '${lines.mine}'`, {
    table: "lignes_vente",
    column: "id",
  }],
  ["nor moves a line", "seller", () => `UPDATE lignes_vente SET vente_id = '${theirs}' WHERE id = '${lines.mine}'`, {
    column: "vente_id",
  }],
  ...KEPT.flatMap((column) =>
    [
      [`${column} is kept on insert`, "seller", () => `INSERT INTO ventes (id, ${column}) VALUES (${ID()}, NULL)`, {
        ...own,
        column,
      }],
      [`${column} is kept on update`, "seller", () => `UPDATE ventes SET ${column} = NULL WHERE id = '${mine}'`, {
        table: "ventes",
        column,
        operation: "update",
      }],
    ] as const
  ),
  ["vendeur_id is kept on update", "seller", () => `UPDATE ventes SET vendeur_id = 2 WHERE id = '${mine}'`, {
    table: "ventes",
    column: "vendeur_id",
  }],
  ["nobody sells in another's name", "seller", () => `INSERT INTO ventes (id, vendeur_id) VALUES (${ID()}, 3)`, {
    ...own,
    column: "vendeur_id",
  }],
  ["a sale begins as a draft", "seller", () => `INSERT INTO ventes (id, etat) VALUES (${ID()}, 'payee')`, {
    ...own,
    column: "etat",
  }],
  ["a sale begins as no refund", "cashier", () => `INSERT INTO ventes (id, type) VALUES (${ID()}, 'avoir')`, {
    ...own,
    column: "type",
  }],
  ...["en_attente", "en_caisse", "payee"].map((etat) =>
    [`etat becomes ${etat} by a command alone`, "seller", () => `UPDATE ventes SET etat = '${etat}' WHERE id = '${mine}'`, {
      table: "ventes",
      column: "etat",
    }] as const
  ),
  [
    "nor by an upsert",
    "seller",
    () => `INSERT INTO ventes (id) VALUES ('${mine}') ON CONFLICT (id) DO UPDATE SET etat = 'payee'`,
    { table: "ventes", column: "etat" },
  ],
  ["another's draft is not changed", "seller", () => `UPDATE ventes SET note = 'x' WHERE id = '${theirs}'`, {
    table: "ventes",
    operation: "update",
  }],
  ["nor cancelled", "seller", () => `UPDATE ventes SET etat = 'annulee' WHERE id = '${theirs}'`, { table: "ventes" }],
  ["nor by the cashier", "cashier", () => `UPDATE ventes SET note = 'x' WHERE id = '${theirs}'`, { table: "ventes" }],
  [
    "nor by an upsert of one's own",
    "seller",
    () => `INSERT INTO ventes (id) VALUES ('${theirs}') ON CONFLICT (id) DO UPDATE SET note = 'x'`,
    { table: "ventes" },
  ],
  ["another's draft takes no line", "seller", () => line("produit_id", "1", theirs), {
    table: "lignes_vente",
    operation: "insert",
  }],
  ["another's line is not changed", "seller", () => `UPDATE lignes_vente SET quantite = 1 WHERE id = '${lines.theirs}'`, {
    table: "lignes_vente",
    operation: "update",
  }],
  ["nor dropped", "seller", () => `DELETE FROM lignes_vente WHERE id = '${lines.theirs}'`, {
    table: "lignes_vente",
    operation: "delete",
  }],
  ["a line has the catalogue's price", "seller", () => line("produit_id, prix_unitaire_ttc", "1, 1"), {
    column: "prix_unitaire_ttc",
  }],
  ["and its rate", "seller", () => line("produit_id, tva", "1, 0"), { column: "tva" }],
  ["and its name", "seller", () => line("produit_id, libelle", "1, 'Or'"), { column: "libelle" }],
  ["a line of no product has no price of its own", "seller", () => line("libelle, prix_unitaire_ttc, tva", "'x', 1, 0"), {
    table: "lignes_vente",
  }],
  ["a seller discounts nothing", "seller", () => line("produit_id, remise", "1, 10"), { column: "remise" }],
  ["nor later", "seller", () => `UPDATE lignes_vente SET remise = 10 WHERE id = '${lines.mine}'`, { column: "remise" }],
  ["a line's price is kept", "seller", () => `UPDATE lignes_vente SET prix_unitaire_ttc = 1 WHERE id = '${lines.mine}'`, {
    column: "prix_unitaire_ttc",
  }],
  ["a line's product is kept", "seller", () => `UPDATE lignes_vente SET produit_id = 2 WHERE id = '${lines.mine}'`, {
    column: "produit_id",
  }],
  ["a line's total is kept", "seller", () => line("produit_id, total_ttc", "1, 1"), { column: "total_ttc" }],
  ["RETURNING opens no other way", "seller", () => "DELETE FROM produits RETURNING id", {
    table: "produits",
    operation: "delete",
  }],
  ["a write hides in no CTE", "seller", () => "WITH a AS (SELECT 1) DELETE FROM produits", { table: "produits" }],
];
