/** The tables of an archive, column by column: what each holds, and what it is called in the dictionary that goes with them. */
import type { DatabaseSync } from "node:sqlite";
import { csvRows } from "../../../../shared/csv.ts";
import { ELSEWHERE } from "../../../../shared/fiscal_record.ts";
import { plainEuros, rateText } from "../../../../shared/money.ts";
import { SETTLEMENT } from "../../../../shared/settlement.ts";
import { inZone, ownZone } from "../../../../shared/time_zone.ts";

/** `euros`: of cents, for people. `heure`: of a moment, by the shop's clock, for people. */
type Unit = "texte" | "nombre" | "centimes" | "millièmes" | "points de base" | "RFC 3339, UTC" | "euros" | "heure";

export interface Column {
  readonly name: string;
  /** Of the ticket `v`, its record `j`, and what is joined; null where it comes of a signed record. */
  readonly sql: string | null;
  readonly sense: string;
  readonly unit: Unit;
}
export interface TicketTable {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly joined: string;
  readonly order: string;
}

/** Of signed events of one kind. */
export interface EventTable extends Pick<TicketTable, "name" | "columns"> {
  readonly kind: string;
}

const column = (name: string, sql: string | null, sense: string, unit: Unit): Column => ({ name, sql, sense, unit });

const NUMBER = column(
  "numero",
  "v.caisse || '-' || printf('%06d', v.numero)",
  "Numéro du ticket, tel qu'il est imprimé",
  "texte",
);

/** With the VAT of each rate that the shop has ever sold at. */
export function ticketTables(db: DatabaseSync): readonly TicketTable[] {
  const rates = db.prepare("SELECT DISTINCT taux FROM ventes_tva ORDER BY taux").all().map(({ taux }) => Number(taux));
  return [
    {
      name: "tickets.csv",
      joined: `LEFT JOIN equipe s ON s.id = v.vendeur_id LEFT JOIN equipe k ON k.id = v.caissier_id
       LEFT JOIN ventes o ON o.id = v.vente_origine_id`,
      order: "j.seq",
      columns: [
        NUMBER,
        column("type", "v.type", "vente, ou avoir : ce qui est rendu", "texte"),
        column("payee_le", "v.payee_le", "Moment du paiement", "RFC 3339, UTC"),
        column("caisse", "v.caisse", "Caisse qui a encaissé", "texte"),
        column("vendeur", "s.nom", "Qui a préparé le ticket", "texte"),
        column("caissier", "k.nom", "Qui a encaissé", "texte"),
        column("total_ht", "v.total_ht", "Hors taxes, après toutes les remises", "centimes"),
        column("total_tva", "v.total_tva", "TVA, après toutes les remises", "centimes"),
        column("total_ttc", "v.total_ttc", "À payer : total_ht + total_tva + hors_champ", "centimes"),
        column("remise", "v.remise", "Remise sur le ticket, déjà ôtée des totaux", "centimes"),
        column("jour", "v.jour", "Journée de la boutique à laquelle le ticket appartient", "texte"),
        column("id", "v.id", "Identifiant du ticket", "texte"),
        column("remise_taux", "v.remise_taux", "Taux de la remise sur le ticket, où elle est un taux", "points de base"),
        column("hors_champ", "v.hors_champ", "Hors champ de la TVA : consignes, cartes cadeaux", "centimes"),
        column("origine", "o.caisse || '-' || printf('%06d', o.numero)", "Ticket dont un avoir rend quelque chose", "texte"),
        column("motif", "v.motif", "Motif d'un avoir", "texte"),
        ...rates.flatMap((rate) => ratesOf(rate)),
        column("heure", "v.payee_le", "Moment du paiement, pour lire", "heure"),
        column("total_ttc_eur", "v.total_ttc", "total_ttc, pour lire", "euros"),
      ],
    },
    {
      name: "lignes.csv",
      joined: "JOIN lignes_vente l ON l.vente_id = v.id",
      order: "j.seq, l.position, l.id",
      columns: [
        NUMBER,
        column("position", "l.position", "Rang de la ligne", "nombre"),
        column("libelle", "l.libelle", "Libellé de l'article", "texte"),
        column("quantite", "l.quantite", "Quantité ; négative où l'article est rendu", "millièmes"),
        column("prix_unitaire_ttc", "l.prix_unitaire_ttc", "Prix d'une pièce ou d'une unité, TTC", "centimes"),
        column("remise", "l.remise", "Remise sur la ligne", "centimes"),
        column("remise_ticket", "l.remise_ticket", "Part de la ligne dans la remise du ticket", "centimes"),
        column("tva", "l.tva", "Taux de TVA", "points de base"),
        column("total_ht", "l.total_ht", "Hors taxes, après toutes les remises (base_ht)", "centimes"),
        column("total_ttc", "l.total_ttc", "TTC après la remise de la ligne, avant celle du ticket", "centimes"),
        column("remise_taux", "l.remise_taux", "Taux de la remise de la ligne, où elle est un taux", "points de base"),
        column("nature", "l.nature", "bien, ou hors champ de la TVA : consigne, carte_cadeau", "texte"),
        column("unite", "l.unite", "piece, kg, l ou m", "texte"),
        column("prix_libre", "l.prix_libre", "1 : le prix de l'article se dit à la caisse", "nombre"),
        column("prix_ordinaire", "l.prix_ordinaire", "Prix de l'article, où la caisse en a dit un autre", "centimes"),
        column("prix_motif", "l.prix_motif", "Motif de cet autre prix", "texte"),
        column("base_ht", "l.total_ht", "Hors taxes, après toutes les remises", "centimes"),
        column("base_tva", `${PAID} - l.total_ht`, "TVA, après toutes les remises", "centimes"),
        column("base_ttc", PAID, "TTC, après toutes les remises", "centimes"),
        column("remises", "l.remise + coalesce(l.remise_ticket, 0)", "Toutes les remises, TTC", "centimes"),
        column("base_ttc_eur", PAID, "base_ttc, pour lire", "euros"),
      ],
    },
    {
      name: "paiements.csv",
      joined: "JOIN paiements p ON p.vente_id = v.id",
      order: "j.seq, p.id",
      columns: [
        NUMBER,
        column("mode", "p.mode", "Moyen de paiement", "texte"),
        column("montant", "p.montant", "Donné ; négatif où c'est rendu", "centimes"),
        column("rendu", "p.rendu", "Monnaie rendue", "centimes"),
        column("cree_le", "p.cree_le", "Moment", "RFC 3339, UTC"),
        column("code_bon", "p.code_bon", "Bon ou carte cadeau", "texte"),
        column("correction_id", "p.correction_id", "Correction dont cette ligne fait partie", "nombre"),
        column("nombre", "p.nombre", "Nombre de paiements pour lequel la ligne compte", "nombre"),
        column("net_eur", "p.montant - p.rendu", "montant moins rendu, pour lire", "euros"),
      ],
    },
  ];
}

/** Cents of a line that were paid in the end. */
const PAID = "(l.total_ttc - coalesce(l.remise_ticket, 0))";

function ratesOf(rate: number): Column[] {
  const of = (what: "ht" | "tva") => `(SELECT t.${what} FROM ventes_tva t WHERE t.vente_id = v.id AND t.taux = ${rate})`;
  const percent = rateText(rate, "fr");
  return [
    column(`ht_${rate}`, of("ht"), `Hors taxes à ${percent}`, "centimes"),
    column(`tva_${rate}`, of("tva"), `TVA à ${percent}`, "centimes"),
  ];
}

/** Of signed events, by the names of their fields. */
export const EVENT_TABLES: readonly EventTable[] = [
  {
    name: "mouvements_caisse.csv",
    kind: "mouvement_caisse",
    columns: [
      column("date", null, "Moment", "RFC 3339, UTC"),
      column("caisse", null, "Caisse", "texte"),
      column("genre", null, "banque, fournisseur, monnaie, autre ; ouverture : tiroir ouvert sans vente", "texte"),
      column("montant", null, "Entré dans le tiroir ; négatif : sorti", "centimes"),
      column("motif", null, "Motif", "texte"),
      column("par", null, "Qui l'a fait", "texte"),
      column("montant_eur", null, "montant, pour lire", "euros"),
    ],
  },
  {
    name: "reglements.csv",
    kind: SETTLEMENT,
    columns: [
      column("date", null, "Moment", "RFC 3339, UTC"),
      column("numero", null, "Numéro du règlement, tel qu'il est imprimé", "texte"),
      column("caisse", null, "Caisse qui l'a reçu", "texte"),
      column("client_id", null, "Client", "nombre"),
      column("mode", null, "Moyen de paiement", "texte"),
      column("montant", null, "Reçu ; négatif : règlement annulé", "centimes"),
      column("solde", null, "Ce que le client doit ensuite", "centimes"),
      column("annule", null, "Règlement que celui-ci annule", "texte"),
      column("motif", null, "Motif d'une annulation", "texte"),
      column("par", null, "Qui l'a fait", "texte"),
      column("montant_eur", null, "montant, pour lire", "euros"),
    ],
  },
  {
    name: "bons_ailleurs.csv",
    kind: ELSEWHERE,
    columns: [
      column("date", null, "Moment où la boutique l'a appris", "RFC 3339, UTC"),
      column("jour", null, "Journée de la boutique qui le compte", "texte"),
      column("code_bon", null, "Bon ou carte cadeau de cette boutique", "texte"),
      column("genre", null, "avoir, carte_cadeau", "texte"),
      column("montant", null, "Pris par l'autre boutique, à qui il est dû", "centimes"),
      column("boutique", null, "L'autre boutique de la chaîne, par sa clé", "texte"),
      column("boutique_nom", null, "Son nom", "texte"),
      column("utilise_le", null, "Moment où il y a servi", "RFC 3339, UTC"),
      column("montant_eur", null, "montant, pour lire", "euros"),
    ],
  },
];

/** How a value stands in its cell. */
export function cellOf({ unit }: Column, value: string | number | null, zone: string | null) {
  if (value === null) return null;
  if (unit === "euros") return { verbatim: plainEuros(Number(value)) };
  if (unit !== "heure") return value;
  const shops = zone ?? ownZone();
  return `${inZone(value, shops, "day")} ${inZone(value, shops, "time")}`;
}

/** Every column of every table, in words. */
export function dictionary(tables: readonly Pick<TicketTable, "name" | "columns">[]): string {
  const rows = tables.flatMap(({ name, columns }) => columns.map((one) => [name, one.name, one.sense, UNITS[one.unit]]));
  return `\uFEFF${csvRows([["fichier", "colonne", "sens", "unité"], ...rows], ";")}`;
}
const UNITS: Readonly<Record<Unit, string>> = {
  texte: "texte",
  nombre: "nombre",
  centimes: "centimes d'euro",
  millièmes: "millièmes de pièce ou d'unité",
  "points de base": "points de base (2000 = 20 %)",
  "RFC 3339, UTC": "RFC 3339, UTC",
  euros: "euros, virgule décimale",
  heure: "heure de la boutique",
};
