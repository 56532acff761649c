/** What people ask of all shops at once, in euros and pieces: for Metabase, Grafana or a spreadsheet. Practice is in none. */
export interface View {
  readonly name: string;
  readonly query: string;
}

const euros = (sum: string) => `(sum(${sum}) / 100.0)::numeric(16, 2)`;
const TURNOVER = `count(*) FILTER (WHERE t.genre = 'vente') AS ventes, count(*) FILTER (WHERE t.genre = 'avoir') AS avoirs,
  ${euros("t.total_ttc")} AS ttc, ${euros("t.total_ht")} AS ht, ${euros("t.total_tva")} AS tva`;

/** Turnover by the columns that are named, of each shop. */
function turnover(...by: readonly string[]): string {
  const columns = ["t.shop", "s.name", ...by.map((column) => `t.${column}`)];
  return `SELECT t.shop, s.name AS boutique, ${[...by.map((column) => `t.${column}`), TURNOVER].join(", ")}
    FROM comptoir.tickets t JOIN comptoir.shops s ON s.shop = t.shop
    WHERE NOT t.formation GROUP BY ${columns.join(", ")}`;
}

export const VIEWS: readonly View[] = [
  { name: "ca_boutique", query: turnover() },
  { name: "ca_jour", query: turnover("jour") },
  { name: "ca_heure", query: turnover("jour", "heure") },
  {
    name: "ca_article",
    query:
      `SELECT l.shop, s.name AS boutique, l.jour, l.produit_id, l.libelle, (sum(l.quantite) / 1000.0)::numeric(16, 3) AS quantite,
        ${euros("l.total_ttc")} AS ttc, ${euros("l.total_ht")} AS ht
      FROM comptoir.lignes l JOIN comptoir.shops s ON s.shop = l.shop
      WHERE NOT l.formation GROUP BY l.shop, s.name, l.jour, l.produit_id, l.libelle`,
  },
  {
    name: "ca_mode",
    query: `SELECT p.shop, s.name AS boutique, p.jour, p.mode, count(*) AS paiements, ${
      euros("p.montant - coalesce(p.rendu, 0)")
    } AS total
      FROM comptoir.paiements p JOIN comptoir.shops s ON s.shop = p.shop
      WHERE NOT p.formation GROUP BY p.shop, s.name, p.jour, p.mode`,
  },
  {
    name: "ecarts_caisse",
    query: `SELECT f.shop, s.name AS boutique, f.le, f.caisse, f.caissier, (f.attendu / 100.0)::numeric(16, 2) AS attendu,
        (f.compte / 100.0)::numeric(16, 2) AS compte, (f.ecart / 100.0)::numeric(16, 2) AS ecart, f.motif
      FROM comptoir.fermetures f JOIN comptoir.shops s ON s.shop = f.shop WHERE NOT f.formation`,
  },
  {
    name: "stock_boutique",
    query:
      `SELECT m.shop, s.name AS boutique, m.produit_id, (sum(m.quantite) / 1000.0)::numeric(16, 3) AS quantite, max(m.le) AS le
      FROM comptoir.mouvements_stock m JOIN comptoir.shops s ON s.shop = m.shop GROUP BY m.shop, s.name, m.produit_id`,
  },
  // What has left a shop and was not received in the other; pieces, kilograms and what else an article is counted in.
  {
    name: "transferts_en_cours",
    query: `SELECT e.id, e.shop AS de, d.name AS boutique_de, e.boutique AS vers, v.name AS boutique_vers, e.le AS envoye_le,
        e.code, e.libelle, (e.quantite / 1000.0)::numeric(16, 3) AS quantite, e.unite
      FROM comptoir.transferts e JOIN comptoir.shops d ON d.shop = e.shop JOIN comptoir.shops v ON v.shop = e.boutique
      WHERE e.sens = 'envoi' AND NOT EXISTS (SELECT 1 FROM comptoir.transferts r
        WHERE r.shop = e.boutique AND r.sens = 'reception' AND r.boutique = e.shop AND r.id = e.id)`,
  },
  {
    name: "ecarts_transfert",
    query: `SELECT r.id, r.boutique AS de, r.shop AS vers, v.name AS boutique_vers, r.le AS recu_le, r.code, r.libelle,
        (r.attendu / 1000.0)::numeric(16, 3) AS envoye, (r.quantite / 1000.0)::numeric(16, 3) AS recu,
        ((r.quantite - r.attendu) / 1000.0)::numeric(16, 3) AS ecart
      FROM comptoir.transferts r JOIN comptoir.shops v ON v.shop = r.shop
      WHERE r.sens = 'reception' AND r.quantite <> r.attendu`,
  },
  // How far each shop has come, as it told last: one that has not been heard of for two minutes is away.
  {
    name: "etat_boutiques",
    query: `SELECT s.shop, s.name AS boutique, p.seq AS recus, p.head - p.seq AS a_recevoir, p.seen_at AS vue_le,
        extract(epoch FROM now() - p.seen_at)::float8 AS secondes, s.enrolled_at AS enrolee_le
      FROM comptoir.shops s JOIN comptoir.positions p ON p.shop = s.shop`,
  },
  // What became of each publication in each shop that it is for: \`attend\` until the shop has told.
  {
    name: "publications_boutiques",
    query: `SELECT p.publication, p.kind, p.applies_from, p.published_at, s.shop, s.name AS boutique,
        coalesce(r.etat, 'attend') AS etat, r.motif, r.gardes, r.detail, r.le
      FROM comptoir.publications p
      JOIN comptoir.shops s ON p.shops IS NULL OR strpos(p.shops, ',' || s.shop || ',') > 0
      LEFT JOIN comptoir.publications_recues r ON r.shop = s.shop AND r.publication = p.publication
        AND r.siege IN (SELECT office FROM comptoir.offices)
        AND NOT EXISTS (SELECT 1 FROM comptoir.publications_recues l WHERE l.shop = r.shop AND l.publication = r.publication
          AND l.siege = r.siege AND (l.epoch > r.epoch OR l.epoch = r.epoch AND (l.journal_seq > r.journal_seq
            OR l.journal_seq = r.journal_seq AND l.rang > r.rang)))`,
  },
  // What a shop does not own to of what another took of its vouchers, as it told last: people settle it between them.
  {
    name: "bons_refuses",
    query: `SELECT r.shop, s.name AS boutique, r.boutique AS a_qui, (r.montant / 100.0)::numeric(16, 2) AS montant,
        ((r.montant - r.pris) / 100.0)::numeric(16, 2) AS refuse, r.motif, r.utilise_le, r.le
      FROM comptoir.bons_rentres r JOIN comptoir.shops s ON s.shop = r.shop
      WHERE r.motif IS NOT NULL AND NOT EXISTS (SELECT 1 FROM comptoir.bons_rentres l WHERE l.shop = r.shop AND l.boutique = r.boutique
        AND l.cle = r.cle AND l.empreinte = r.empreinte AND l.montant = r.montant
        AND (l.epoch > r.epoch OR l.epoch = r.epoch AND (l.journal_seq > r.journal_seq
          OR l.journal_seq = r.journal_seq AND l.rang > r.rang)))`,
  },
];
