/** The demo shop's transaction of its own: catalogue, customers and the shop's name. Sales are made by the shop's own. */
import type { Command } from "../../database/application.ts";
import { CATALOGUE } from "./catalogue.ts";
import { depositOf } from "./outside.ts";
import { packsOf } from "./packs.ts";
import { DEMO_SHOP, demoCustomers } from "./people.ts";
import { costOf, type DemoProduct, isMeal, thresholdOf } from "./products.ts";

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
    // Deposits come first: articles name theirs.
    for (const product of produits) {
      const { id, libelle, code_barres, categorie_id, prix_ttc, tva, nature, suivi_stock, stock, au_poids } = product;
      tx.run(
        `INSERT INTO produits (id, libelle, code_barres, categorie_id, prix_ttc, tva, nature, unite, suivi_stock, stock, consigne_id, titre_restaurant)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        id,
        libelle,
        code_barres,
        categorie_id,
        prix_ttc,
        tva,
        nature,
        au_poids ? "kg" : "piece",
        suivi_stock,
        stock,
        depositOf(product)?.id ?? null,
        isMeal(product) ? 1 : 0,
      );
      const [cost, threshold] = [costOf(product), thresholdOf(product)];
      if (cost !== null) tx.run("INSERT INTO couts_produits (produit_id, cout_ht) VALUES (?, ?)", id, cost);
      if (threshold !== null) tx.run("INSERT INTO seuils_stock (produit_id, seuil) VALUES (?, ?)", id, threshold);
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
