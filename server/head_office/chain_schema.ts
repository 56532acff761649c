/** The steps of head office's schema by which its shops know of each other: what each tells, the others may read. */
import { OWN, ruled } from "./policies.ts";
import { READERS, SHOP_ROLE } from "./roles.ts";

/** A shop changes its own rows alone, and every shop reads all of them. */
function told(table: string): string[] {
  return ruled(table, {
    chain_read: "FOR SELECT USING (true)",
    own_add: `FOR INSERT WITH CHECK (${OWN})`,
    own_change: `FOR UPDATE USING (${OWN}) WITH CHECK (${OWN})`,
    own_drop: `FOR DELETE USING (${OWN})`,
  });
}

export const SHARED_STOCK: readonly string[] = [
  // Which shops tell of themselves, and when they did last. Names stand here: a shop reads no other's row of `shops`.
  `CREATE TABLE IF NOT EXISTS comptoir.partages (
     shop text PRIMARY KEY,
     nom text NOT NULL,
     stock_le timestamptz NOT NULL
   )`,
  ...told("partages"),
  // What is there now, by each code of an article. Thousandths.
  `CREATE TABLE IF NOT EXISTS comptoir.stock_partage (
     shop text NOT NULL,
     code text NOT NULL,
     produit_id bigint NOT NULL,
     libelle text NOT NULL,
     unite text NOT NULL,
     quantite bigint NOT NULL,
     PRIMARY KEY (shop, code)
   )`,
  "CREATE INDEX IF NOT EXISTS stock_partage_by_code ON comptoir.stock_partage (code)",
  ...told("stock_partage"),
];

const BY_OWN = `current_user = '${SHOP_ROLE}' || par`;
/** Whose code was said in this transaction, see voucher_book.ts. */
const SAID = "empreinte = current_setting('comptoir.bon', true)";

/** A shop sees its own vouchers, its own entries to others', and those of one whose code it says. */
function entered(table: string, added: string): string[] {
  return ruled(table, {
    known_read: `FOR SELECT USING (${OWN} OR ${BY_OWN} OR ${SAID})`,
    own_add: `FOR INSERT WITH CHECK (${BY_OWN} AND (${OWN} OR ${SAID} AND ${added}))`,
  });
}

export const SHARED_VOUCHERS: readonly string[] = [
  // Whether a shop's vouchers are shared, and how far it has told of them.
  ...[
    "bons boolean NOT NULL DEFAULT false",
    "bons_epoque text",
    "bons_vus bigint NOT NULL DEFAULT 0",
    "bons_finis bigint NOT NULL DEFAULT 0",
  ]
    .map((column) => `ALTER TABLE comptoir.partages ADD COLUMN IF NOT EXISTS ${column}`),
  // Each voucher's entries in their order: cents given, taken or held, and by which shop. `shop` gave it; its code is not there.
  `CREATE TABLE IF NOT EXISTS comptoir.bons_mouvements (
     shop text NOT NULL,
     empreinte text NOT NULL,
     n int NOT NULL,
     par text NOT NULL,
     cle text NOT NULL,
     genre text NOT NULL,
     montant bigint NOT NULL,
     le timestamptz NOT NULL DEFAULT now(),
     PRIMARY KEY (shop, empreinte, n)
   )`,
  "CREATE UNIQUE INDEX IF NOT EXISTS bons_mouvements_once ON comptoir.bons_mouvements (shop, empreinte, par, cle)",
  "CREATE INDEX IF NOT EXISTS bons_mouvements_by_code ON comptoir.bons_mouvements (empreinte)",
  // Nobody gives himself money of another's voucher.
  ...entered("bons_mouvements", "montant < 0"),
  // What became of what a payment held: 'utilise', or 'libere' when its ticket was not paid by it. Once, and by who held it.
  `CREATE TABLE IF NOT EXISTS comptoir.bons_suites (
     shop text NOT NULL,
     empreinte text NOT NULL,
     par text NOT NULL,
     cle text NOT NULL,
     suite text NOT NULL,
     le timestamptz NOT NULL DEFAULT now(),
     PRIMARY KEY (shop, empreinte, par, cle)
   )`,
  ...entered("bons_suites", "true"),
  `CREATE OR REPLACE VIEW comptoir.dettes_bons AS
   SELECT e.shop AS doit, d.nom AS boutique_qui_doit, e.par AS a_qui, c.nom AS boutique_creanciere, count(*) AS paiements,
     (sum(-e.montant) / 100.0)::numeric(16, 2) AS total, max(s.le) AS dernier_le
   FROM comptoir.bons_mouvements e
   JOIN comptoir.bons_suites s ON s.shop = e.shop AND s.empreinte = e.empreinte AND s.par = e.par AND s.cle = e.cle AND s.suite = 'utilise'
   JOIN comptoir.partages d ON d.shop = e.shop JOIN comptoir.partages c ON c.shop = e.par
   WHERE e.par <> e.shop GROUP BY e.shop, d.nom, e.par, c.nom`,
  `GRANT SELECT ON comptoir.dettes_bons TO ${READERS}`,
];

/** By which a shop finds what was added lately to its vouchers. */
export const VOUCHERS_HOME: readonly string[] = [
  "CREATE INDEX IF NOT EXISTS bons_suites_by_time ON comptoir.bons_suites (shop, le)",
];

/** Also the shop to which it goes reads what left, and the one that sent it what came of it. */
export const ADDRESSED_TRANSFERS: readonly string[] = [
  "DROP POLICY IF EXISTS addressed_read ON comptoir.transferts",
  `CREATE POLICY addressed_read ON comptoir.transferts FOR SELECT USING (current_user = '${SHOP_ROLE}' || boutique)`,
  "CREATE INDEX IF NOT EXISTS transferts_by_other ON comptoir.transferts (boutique, id)",
];
