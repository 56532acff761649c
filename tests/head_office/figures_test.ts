/** What head office reads in figures is what the shop's own tables say, and can be made again from the records. */
import assert from "node:assert/strict";
import { Connection } from "../../server/head_office/connection.ts";
import { comptoir } from "../support/command_line.ts";
import { HeadOffice, inspect } from "../support/head_office.ts";
import { Postgres, withPostgres } from "../support/postgres.ts";
import { startServer } from "../support/server.ts";

const FACTS = ["tickets", "lignes", "paiements", "clotures", "fermetures", "mouvements_stock"] as const;

/** Of the shop, and of head office: each answers the same rows. Money in cents, quantities in thousandths. */
const SAME: readonly (readonly [what: string, here: string, there: string])[] = [
  [
    "turnover by day",
    `SELECT jour, sum(type = 'vente') AS ventes, sum(type = 'avoir') AS avoirs, sum(total_ttc) AS ttc, sum(total_ht) AS ht, sum(total_tva) AS tva
     FROM ventes WHERE etat = 'payee' AND formation = 0 GROUP BY jour ORDER BY jour`,
    `SELECT jour::text AS jour, ventes, avoirs, ttc * 100 AS ttc, ht * 100 AS ht, tva * 100 AS tva FROM comptoir.ca_jour ORDER BY jour`,
  ],
  [
    "turnover by hour",
    `SELECT jour, CAST(strftime('%H', payee_le) AS INTEGER) AS heure, sum(total_ttc) AS ttc
     FROM ventes WHERE etat = 'payee' AND formation = 0 GROUP BY 1, 2 ORDER BY 1, 2`,
    "SELECT jour::text AS jour, heure, ttc * 100 AS ttc FROM comptoir.ca_heure ORDER BY jour, heure",
  ],
  [
    "turnover by article",
    `SELECT v.jour, l.produit_id, l.libelle, sum(l.quantite) AS quantite, sum(l.total_ttc) AS ttc
     FROM lignes_vente l JOIN ventes v ON v.id = l.vente_id WHERE v.etat = 'payee' AND v.formation = 0 GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
    `SELECT jour::text AS jour, produit_id, libelle, quantite * 1000 AS quantite, ttc * 100 AS ttc
     FROM comptoir.ca_article ORDER BY jour, produit_id, libelle COLLATE "C"`,
  ],
  [
    "takings by means",
    `SELECT v.jour, p.mode, sum(p.montant - coalesce(p.rendu, 0)) AS total
     FROM paiements p JOIN ventes v ON v.id = p.vente_id WHERE v.formation = 0 GROUP BY 1, 2 ORDER BY 1, 2`,
    `SELECT jour::text AS jour, mode, total * 100 AS total FROM comptoir.ca_mode ORDER BY jour, mode COLLATE "C"`,
  ],
  [
    "closings",
    "SELECT genre, periode, tickets, total_ttc, total_ht, total_tva, perpetuel FROM clotures ORDER BY genre, periode, id",
    `SELECT genre, periode, tickets, total_ttc, total_ht, total_tva, perpetuel FROM comptoir.clotures
     ORDER BY genre COLLATE "C", periode COLLATE "C", seq`,
  ],
  [
    "variances",
    "SELECT caisse, attendu, compte, ecart FROM sessions_caisse WHERE fermee_le IS NOT NULL AND formation = 0 ORDER BY fermee_le",
    "SELECT caisse, attendu * 100 AS attendu, compte * 100 AS compte, ecart * 100 AS ecart FROM comptoir.ecarts_caisse ORDER BY le",
  ],
  [
    "stock moved",
    "SELECT produit_id, sum(quantite) AS quantite FROM mouvements_stock GROUP BY 1 ORDER BY 1",
    "SELECT produit_id, quantite * 1000 AS quantite FROM comptoir.stock_boutique ORDER BY produit_id",
  ],
];

withPostgres(
  "a month of a shop in figures: its own tables and head office's agree to the cent, before and after they are made anew",
  async () => {
    await using postgres = await Postgres.start();
    await using office = await HeadOffice.open(postgres);
    await using server = await startServer({ flags: ["--demo"], zone: "UTC" });
    const shop = { server };
    assert.equal((await comptoir("head-office", "join", await office.enrol("Rennes"), "--data", server.dir)).code, 0);
    await office.hasAll(shop, "rennes");

    const agree = async () => {
      for (const [what, here, there] of SAME) {
        const own = inspect(shop, (db) => db.prepare(here).all()).map((row) => ({ ...row }));
        const received = (await office.rows(there)).map((row) => numbers(row));
        assert.ok(own.length > 3, `the premise: ${what}`);
        assert.deepEqual(received, own, what);
      }
    };
    await agree();
    const contents = async () =>
      JSON.stringify(
        await Promise.all(
          FACTS.map((name) => office.rows(`SELECT * FROM comptoir.${name} ORDER BY shop, epoch, journal_seq, rang`)),
        ),
      );
    const first = await contents();

    await office.rows("UPDATE comptoir.tickets SET total_ttc = total_ttc + 1");
    await office.rows("DELETE FROM comptoir.lignes WHERE rang = 0");
    assert.notEqual(await contents(), first);
    const rebuilt = await office.run("rebuild");
    assert.equal(rebuilt.code, 0, rebuilt.err);
    assert.match(rebuilt.out, /rennes \(Rennes\): made anew from \d+ records/);
    assert.equal(await contents(), first);

    // A database of before there were figures: brought up while the shop goes on, then told from what it has.
    await office.rows("DELETE FROM comptoir.steps WHERE version > 1");
    for (const name of FACTS) await office.rows(`DROP TABLE comptoir.${name} CASCADE`);
    const upgraded = await office.run("init");
    assert.equal(upgraded.code, 0, upgraded.err);
    assert.match(upgraded.out, /is brought from version 1 to \d+.*\n.*head-office rebuild/);
    assert.equal((await office.run("rebuild", "--shop", "Rennes")).code, 0);
    assert.equal(await contents(), first);
    await server.stop();
    const again = await server.restart();
    await office.hasAll({ server: again }, "rennes");
    assert.equal((await office.run("verify")).code, 0);
    await agree();
    await again.stop();

    await office.rows("CREATE ROLE metabase LOGIN PASSWORD 'metabase'");
    await office.rows("GRANT comptoir_readers TO metabase");
    const database = new URL(office.url).pathname.slice(1);
    const at = { host: "127.0.0.1", port: postgres.port, database, tls: false, ca: null };
    const reader = await Connection.open({ ...at, user: "metabase", password: "metabase" });
    try {
      assert.ok((await reader.ask("SELECT * FROM comptoir.ca_jour")).count > 20);
    } finally {
      await reader.close();
    }
  },
);

/** Numbers that come as text, for they might be too long. */
function numbers(row: Record<string, unknown>): Record<string, unknown> {
  const isNumber = (name: string, value: unknown) =>
    typeof value === "string" && !["jour", "periode", "libelle"].includes(name) && /^-?\d+(\.\d+)?$/.test(value);
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, isNumber(name, value) ? Math.round(Number(value)) : value]),
  );
}
