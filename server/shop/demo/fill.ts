/** The demo shop's transaction of its own: catalogue, customers and the shop's name. Sales are made by the shop's own. */
import type { Command } from "../../database/application.ts";
import { CATALOGUE } from "./catalogue.ts";
import { packsOf } from "./packs.ts";
import { DEMO_SHOP, demoCustomers } from "./people.ts";
import type { DemoProduct } from "./products.ts";

export const FILL = "demo.remplir";

/** Never part of the server's own commands: only who makes a demo shop has it. */
export const demoCommands: Readonly<Record<string, Command>> = {
  [FILL]: (tx, input) => {
    const { produits } = input as unknown as { produits: readonly DemoProduct[] };
    const { nom, adresse, telephone, siret, tva_intracommunautaire, message } = DEMO_SHOP;
    tx.run(
      "UPDATE boutique SET nom = ?, adresse = ?, telephone = ?, siret = ?, tva_intracommunautaire = ?, message = ?",
      nom,
      adresse,
      telephone,
      siret,
      tva_intracommunautaire,
      message,
    );
    for (const [at, { nom, couleur }] of CATALOGUE.entries()) {
      tx.run("INSERT INTO categories (id, nom, couleur, ordre) VALUES (?, ?, ?, ?)", at + 1, nom, couleur, at + 1);
    }
    for (const { id, libelle, code_barres, categorie_id, prix_ttc, tva, suivi_stock, stock } of produits) {
      tx.run(
        `INSERT INTO produits (id, libelle, code_barres, categorie_id, prix_ttc, tva, suivi_stock, stock)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
        id,
        libelle,
        code_barres,
        categorie_id,
        prix_ttc,
        tva,
        suivi_stock,
        stock,
      );
    }
    for (const { code, produit_id, quantite } of packsOf(produits)) {
      tx.run("INSERT INTO codes_produits (code, produit_id, quantite) VALUES (?, ?, ?)", code, produit_id, quantite);
    }
    for (const { id, nom, telephone, email } of demoCustomers()) {
      tx.run("INSERT INTO clients (id, nom, telephone, email) VALUES (?, ?, ?, ?)", id, nom, telephone, email);
    }
    tx.event("demonstration", { produits: produits.length });
    return null;
  },
};
