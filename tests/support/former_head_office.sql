CREATE ROLE comptoir_readers NOLOGIN;
CREATE SCHEMA IF NOT EXISTS comptoir;
CREATE TABLE IF NOT EXISTS comptoir.steps (
  version int PRIMARY KEY,
  name text NOT NULL,
  applied_at timestamptz NOT NULL DEFAULT now()
  );
GRANT USAGE ON SCHEMA comptoir TO comptoir_readers;
GRANT SELECT ON comptoir.steps TO comptoir_readers;
CREATE TABLE IF NOT EXISTS comptoir.shops (
  shop text PRIMARY KEY,
  name text NOT NULL,
  enrolled_at timestamptz NOT NULL DEFAULT now()
  );
ALTER TABLE comptoir.shops ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS own_read ON comptoir.shops;
CREATE POLICY own_read ON comptoir.shops FOR SELECT USING (current_user = 'comptoir_shop_' || shop);
DROP POLICY IF EXISTS readers ON comptoir.shops;
CREATE POLICY readers ON comptoir.shops FOR SELECT TO comptoir_readers USING (true);
GRANT SELECT ON comptoir.shops TO comptoir_readers;
CREATE TABLE IF NOT EXISTS comptoir.positions (
  shop text PRIMARY KEY,
  epoch int NOT NULL,
  seq bigint NOT NULL,
  hash text NOT NULL,
  head bigint NOT NULL,
  seen_at timestamptz
  );
ALTER TABLE comptoir.positions ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS own_read ON comptoir.positions;
CREATE POLICY own_read ON comptoir.positions FOR SELECT USING (current_user = 'comptoir_shop_' || shop);
DROP POLICY IF EXISTS own_move ON comptoir.positions;
CREATE POLICY own_move ON comptoir.positions FOR UPDATE USING (current_user = 'comptoir_shop_' || shop) WITH CHECK (current_user = 'comptoir_shop_' || shop);
DROP POLICY IF EXISTS readers ON comptoir.positions;
CREATE POLICY readers ON comptoir.positions FOR SELECT TO comptoir_readers USING (true);
GRANT SELECT ON comptoir.positions TO comptoir_readers;
CREATE TABLE IF NOT EXISTS comptoir.epochs (
  shop text NOT NULL,
  epoch int NOT NULL,
  id text NOT NULL,
  parent int,
  base bigint NOT NULL,
  base_hash text NOT NULL,
  begun_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (shop, epoch)
  );
ALTER TABLE comptoir.epochs ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS own_read ON comptoir.epochs;
CREATE POLICY own_read ON comptoir.epochs FOR SELECT USING (current_user = 'comptoir_shop_' || shop);
DROP POLICY IF EXISTS own_add ON comptoir.epochs;
CREATE POLICY own_add ON comptoir.epochs FOR INSERT WITH CHECK (current_user = 'comptoir_shop_' || shop);
DROP POLICY IF EXISTS readers ON comptoir.epochs;
CREATE POLICY readers ON comptoir.epochs FOR SELECT TO comptoir_readers USING (true);
GRANT SELECT ON comptoir.epochs TO comptoir_readers;
CREATE TABLE IF NOT EXISTS comptoir.journal (
  shop text NOT NULL,
  epoch int NOT NULL,
  seq bigint NOT NULL,
  at timestamptz NOT NULL,
  kind text NOT NULL,
  username text NOT NULL,
  tables text NOT NULL,
  content text NOT NULL,
  hash text NOT NULL,
  PRIMARY KEY (shop, epoch, seq)
  );
ALTER TABLE comptoir.journal ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS own_read ON comptoir.journal;
CREATE POLICY own_read ON comptoir.journal FOR SELECT USING (current_user = 'comptoir_shop_' || shop);
DROP POLICY IF EXISTS own_add ON comptoir.journal;
CREATE POLICY own_add ON comptoir.journal FOR INSERT WITH CHECK (current_user = 'comptoir_shop_' || shop);
DROP POLICY IF EXISTS readers ON comptoir.journal;
CREATE POLICY readers ON comptoir.journal FOR SELECT TO comptoir_readers USING (true);
GRANT SELECT ON comptoir.journal TO comptoir_readers;
CREATE TABLE IF NOT EXISTS comptoir.fiscal (
  shop text NOT NULL,
  epoch int NOT NULL,
  serie text NOT NULL,
  seq bigint NOT NULL,
  journal_seq bigint NOT NULL,
  genre text NOT NULL,
  version_format int NOT NULL,
  contenu text NOT NULL,
  signature_precedente text NOT NULL,
  empreinte text NOT NULL,
  signature text NOT NULL,
  cle_id text NOT NULL,
  horodatage text NOT NULL,
  PRIMARY KEY (shop, epoch, serie, seq)
  );
CREATE INDEX IF NOT EXISTS fiscal_by_journal ON comptoir.fiscal (shop, epoch, journal_seq);
ALTER TABLE comptoir.fiscal ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS own_read ON comptoir.fiscal;
CREATE POLICY own_read ON comptoir.fiscal FOR SELECT USING (current_user = 'comptoir_shop_' || shop);
DROP POLICY IF EXISTS own_add ON comptoir.fiscal;
CREATE POLICY own_add ON comptoir.fiscal FOR INSERT WITH CHECK (current_user = 'comptoir_shop_' || shop);
DROP POLICY IF EXISTS readers ON comptoir.fiscal;
CREATE POLICY readers ON comptoir.fiscal FOR SELECT TO comptoir_readers USING (true);
GRANT SELECT ON comptoir.fiscal TO comptoir_readers;
INSERT INTO comptoir.steps (version, name) VALUES (1, 'journals');
CREATE TABLE IF NOT EXISTS comptoir.tickets (
  shop text NOT NULL,
  epoch int NOT NULL,
  journal_seq bigint NOT NULL,
  rang bigint NOT NULL,
  serie text,
  seq bigint,
  vente_id text,
  numero text,
  genre text,
  formation boolean,
  demonstration boolean,
  le timestamptz,
  jour date,
  heure bigint,
  caisse text,
  vendeur text,
  caissier text,
  total_ttc bigint,
  total_ht bigint,
  total_tva bigint,
  remise bigint,
  numero_origine text,
  motif text,
  PRIMARY KEY (shop, epoch, journal_seq, rang)
  );
ALTER TABLE comptoir.tickets ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS own_read ON comptoir.tickets;
CREATE POLICY own_read ON comptoir.tickets FOR SELECT USING (current_user = 'comptoir_shop_' || shop);
DROP POLICY IF EXISTS own_add ON comptoir.tickets;
CREATE POLICY own_add ON comptoir.tickets FOR INSERT WITH CHECK (current_user = 'comptoir_shop_' || shop);
DROP POLICY IF EXISTS readers ON comptoir.tickets;
CREATE POLICY readers ON comptoir.tickets FOR SELECT TO comptoir_readers USING (true);
GRANT SELECT ON comptoir.tickets TO comptoir_readers;
CREATE TABLE IF NOT EXISTS comptoir.lignes (
  shop text NOT NULL,
  epoch int NOT NULL,
  journal_seq bigint NOT NULL,
  rang bigint NOT NULL,
  serie text,
  seq bigint,
  jour date,
  formation boolean,
  produit_id bigint,
  libelle text,
  quantite bigint,
  unite text,
  prix_unitaire_ttc bigint,
  remise bigint,
  tva bigint,
  nature text,
  total_ttc bigint,
  total_ht bigint,
  PRIMARY KEY (shop, epoch, journal_seq, rang)
  );
ALTER TABLE comptoir.lignes ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS own_read ON comptoir.lignes;
CREATE POLICY own_read ON comptoir.lignes FOR SELECT USING (current_user = 'comptoir_shop_' || shop);
DROP POLICY IF EXISTS own_add ON comptoir.lignes;
CREATE POLICY own_add ON comptoir.lignes FOR INSERT WITH CHECK (current_user = 'comptoir_shop_' || shop);
DROP POLICY IF EXISTS readers ON comptoir.lignes;
CREATE POLICY readers ON comptoir.lignes FOR SELECT TO comptoir_readers USING (true);
GRANT SELECT ON comptoir.lignes TO comptoir_readers;
CREATE TABLE IF NOT EXISTS comptoir.paiements (
  shop text NOT NULL,
  epoch int NOT NULL,
  journal_seq bigint NOT NULL,
  rang bigint NOT NULL,
  serie text,
  seq bigint,
  jour date,
  formation boolean,
  mode text,
  montant bigint,
  rendu bigint,
  PRIMARY KEY (shop, epoch, journal_seq, rang)
  );
ALTER TABLE comptoir.paiements ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS own_read ON comptoir.paiements;
CREATE POLICY own_read ON comptoir.paiements FOR SELECT USING (current_user = 'comptoir_shop_' || shop);
DROP POLICY IF EXISTS own_add ON comptoir.paiements;
CREATE POLICY own_add ON comptoir.paiements FOR INSERT WITH CHECK (current_user = 'comptoir_shop_' || shop);
DROP POLICY IF EXISTS readers ON comptoir.paiements;
CREATE POLICY readers ON comptoir.paiements FOR SELECT TO comptoir_readers USING (true);
GRANT SELECT ON comptoir.paiements TO comptoir_readers;
CREATE TABLE IF NOT EXISTS comptoir.clotures (
  shop text NOT NULL,
  epoch int NOT NULL,
  journal_seq bigint NOT NULL,
  rang bigint NOT NULL,
  serie text,
  seq bigint,
  genre text,
  periode text,
  du date,
  au date,
  cloturee_le timestamptz,
  tickets bigint,
  total_ttc bigint,
  total_ht bigint,
  total_tva bigint,
  perpetuel bigint,
  PRIMARY KEY (shop, epoch, journal_seq, rang)
  );
ALTER TABLE comptoir.clotures ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS own_read ON comptoir.clotures;
CREATE POLICY own_read ON comptoir.clotures FOR SELECT USING (current_user = 'comptoir_shop_' || shop);
DROP POLICY IF EXISTS own_add ON comptoir.clotures;
CREATE POLICY own_add ON comptoir.clotures FOR INSERT WITH CHECK (current_user = 'comptoir_shop_' || shop);
DROP POLICY IF EXISTS readers ON comptoir.clotures;
CREATE POLICY readers ON comptoir.clotures FOR SELECT TO comptoir_readers USING (true);
GRANT SELECT ON comptoir.clotures TO comptoir_readers;
CREATE TABLE IF NOT EXISTS comptoir.fermetures (
  shop text NOT NULL,
  epoch int NOT NULL,
  journal_seq bigint NOT NULL,
  rang bigint NOT NULL,
  serie text,
  seq bigint,
  le timestamptz,
  caisse text,
  caissier text,
  formation boolean,
  fond bigint,
  attendu bigint,
  compte bigint,
  ecart bigint,
  motif text,
  PRIMARY KEY (shop, epoch, journal_seq, rang)
  );
ALTER TABLE comptoir.fermetures ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS own_read ON comptoir.fermetures;
CREATE POLICY own_read ON comptoir.fermetures FOR SELECT USING (current_user = 'comptoir_shop_' || shop);
DROP POLICY IF EXISTS own_add ON comptoir.fermetures;
CREATE POLICY own_add ON comptoir.fermetures FOR INSERT WITH CHECK (current_user = 'comptoir_shop_' || shop);
DROP POLICY IF EXISTS readers ON comptoir.fermetures;
CREATE POLICY readers ON comptoir.fermetures FOR SELECT TO comptoir_readers USING (true);
GRANT SELECT ON comptoir.fermetures TO comptoir_readers;
CREATE TABLE IF NOT EXISTS comptoir.mouvements_stock (
  shop text NOT NULL,
  epoch int NOT NULL,
  journal_seq bigint NOT NULL,
  rang bigint NOT NULL,
  id bigint,
  produit_id bigint,
  quantite bigint,
  motif text,
  vente_id text,
  le timestamptz,
  cout_ht bigint,
  PRIMARY KEY (shop, epoch, journal_seq, rang)
  );
ALTER TABLE comptoir.mouvements_stock ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS own_read ON comptoir.mouvements_stock;
CREATE POLICY own_read ON comptoir.mouvements_stock FOR SELECT USING (current_user = 'comptoir_shop_' || shop);
DROP POLICY IF EXISTS own_add ON comptoir.mouvements_stock;
CREATE POLICY own_add ON comptoir.mouvements_stock FOR INSERT WITH CHECK (current_user = 'comptoir_shop_' || shop);
DROP POLICY IF EXISTS readers ON comptoir.mouvements_stock;
CREATE POLICY readers ON comptoir.mouvements_stock FOR SELECT TO comptoir_readers USING (true);
GRANT SELECT ON comptoir.mouvements_stock TO comptoir_readers;
INSERT INTO comptoir.steps (version, name) VALUES (2, 'facts');
CREATE OR REPLACE VIEW comptoir.ca_boutique AS SELECT t.shop, s.name AS boutique, count(*) FILTER (WHERE t.genre = 'vente') AS ventes, count(*) FILTER (WHERE t.genre = 'avoir') AS avoirs,
  (sum(t.total_ttc) / 100.0)::numeric(16, 2) AS ttc, (sum(t.total_ht) / 100.0)::numeric(16, 2) AS ht, (sum(t.total_tva) / 100.0)::numeric(16, 2) AS tva
  FROM comptoir.tickets t JOIN comptoir.shops s ON s.shop = t.shop
  WHERE NOT t.formation GROUP BY t.shop, s.name;
GRANT SELECT ON comptoir.ca_boutique TO comptoir_readers;
CREATE OR REPLACE VIEW comptoir.ca_jour AS SELECT t.shop, s.name AS boutique, t.jour, count(*) FILTER (WHERE t.genre = 'vente') AS ventes, count(*) FILTER (WHERE t.genre = 'avoir') AS avoirs,
  (sum(t.total_ttc) / 100.0)::numeric(16, 2) AS ttc, (sum(t.total_ht) / 100.0)::numeric(16, 2) AS ht, (sum(t.total_tva) / 100.0)::numeric(16, 2) AS tva
  FROM comptoir.tickets t JOIN comptoir.shops s ON s.shop = t.shop
  WHERE NOT t.formation GROUP BY t.shop, s.name, t.jour;
GRANT SELECT ON comptoir.ca_jour TO comptoir_readers;
CREATE OR REPLACE VIEW comptoir.ca_heure AS SELECT t.shop, s.name AS boutique, t.jour, t.heure, count(*) FILTER (WHERE t.genre = 'vente') AS ventes, count(*) FILTER (WHERE t.genre = 'avoir') AS avoirs,
  (sum(t.total_ttc) / 100.0)::numeric(16, 2) AS ttc, (sum(t.total_ht) / 100.0)::numeric(16, 2) AS ht, (sum(t.total_tva) / 100.0)::numeric(16, 2) AS tva
  FROM comptoir.tickets t JOIN comptoir.shops s ON s.shop = t.shop
  WHERE NOT t.formation GROUP BY t.shop, s.name, t.jour, t.heure;
GRANT SELECT ON comptoir.ca_heure TO comptoir_readers;
CREATE OR REPLACE VIEW comptoir.ca_article AS SELECT l.shop, s.name AS boutique, l.jour, l.produit_id, l.libelle, (sum(l.quantite) / 1000.0)::numeric(16, 3) AS quantite,
  (sum(l.total_ttc) / 100.0)::numeric(16, 2) AS ttc, (sum(l.total_ht) / 100.0)::numeric(16, 2) AS ht
  FROM comptoir.lignes l JOIN comptoir.shops s ON s.shop = l.shop
  WHERE NOT l.formation GROUP BY l.shop, s.name, l.jour, l.produit_id, l.libelle;
GRANT SELECT ON comptoir.ca_article TO comptoir_readers;
CREATE OR REPLACE VIEW comptoir.ca_mode AS SELECT p.shop, s.name AS boutique, p.jour, p.mode, count(*) AS paiements, (sum(p.montant - coalesce(p.rendu, 0)) / 100.0)::numeric(16, 2) AS total
  FROM comptoir.paiements p JOIN comptoir.shops s ON s.shop = p.shop
  WHERE NOT p.formation GROUP BY p.shop, s.name, p.jour, p.mode;
GRANT SELECT ON comptoir.ca_mode TO comptoir_readers;
CREATE OR REPLACE VIEW comptoir.ecarts_caisse AS SELECT f.shop, s.name AS boutique, f.le, f.caisse, f.caissier, (f.attendu / 100.0)::numeric(16, 2) AS attendu,
  (f.compte / 100.0)::numeric(16, 2) AS compte, (f.ecart / 100.0)::numeric(16, 2) AS ecart, f.motif
  FROM comptoir.fermetures f JOIN comptoir.shops s ON s.shop = f.shop WHERE NOT f.formation;
GRANT SELECT ON comptoir.ecarts_caisse TO comptoir_readers;
CREATE OR REPLACE VIEW comptoir.stock_boutique AS SELECT m.shop, s.name AS boutique, m.produit_id, (sum(m.quantite) / 1000.0)::numeric(16, 3) AS quantite, max(m.le) AS le
  FROM comptoir.mouvements_stock m JOIN comptoir.shops s ON s.shop = m.shop GROUP BY m.shop, s.name, m.produit_id;
GRANT SELECT ON comptoir.stock_boutique TO comptoir_readers;
INSERT INTO comptoir.steps (version, name) VALUES (3, 'views');
CREATE OR REPLACE VIEW comptoir.etat_boutiques AS SELECT s.shop, s.name AS boutique, p.seq AS recus, p.head - p.seq AS a_recevoir, p.seen_at AS vue_le,
  extract(epoch FROM now() - p.seen_at)::float8 AS secondes, s.enrolled_at AS enrolee_le
  FROM comptoir.shops s JOIN comptoir.positions p ON p.shop = s.shop;
GRANT SELECT ON comptoir.etat_boutiques TO comptoir_readers;
INSERT INTO comptoir.steps (version, name) VALUES (4, 'standing');
INSERT INTO comptoir.shops (shop, name) VALUES ('ancienne', 'Ancienne');
INSERT INTO comptoir.positions (shop, epoch, seq, hash, head) VALUES ('ancienne', 0, 0, '', 0);
CREATE ROLE "comptoir_shop_ancienne" LOGIN PASSWORD 'ancienne';
GRANT USAGE ON SCHEMA comptoir TO "comptoir_shop_ancienne";
GRANT SELECT ON comptoir.steps, comptoir.shops TO "comptoir_shop_ancienne";
GRANT SELECT, UPDATE ON comptoir.positions TO "comptoir_shop_ancienne";
GRANT SELECT, INSERT ON comptoir.epochs, comptoir.journal, comptoir.fiscal TO "comptoir_shop_ancienne";
GRANT SELECT, INSERT ON comptoir.tickets, comptoir.lignes, comptoir.paiements, comptoir.clotures, comptoir.fermetures, comptoir.mouvements_stock TO "comptoir_shop_ancienne";
