/** Rows that a shop writes at head office by its own hand, with its own credential, against the others. */
import assert from "node:assert/strict";
import { Connection } from "../../server/head_office/connection.ts";
import { readLink } from "../../server/head_office/link_file.ts";
import { Chain, reached } from "../support/chain.ts";
import { eventually } from "../support/feed.ts";
import { withPostgres } from "../support/postgres.ts";
import { answerOf } from "../support/server.ts";
import { LAMPE, ok, type Shop } from "../support/shop.ts";

const LAMP = "3760000000017";

withPostgres("names without end and moments beyond any calendar are what other shops can read", async () => {
  await using chain = await Chain.open(["Lyon", "Paris"], async ({ owner }: Shop) => {
    ok(await owner.query("update", "UPDATE produits SET code_barres = ?, suivi_stock = 1 WHERE id = ?", [LAMP, LAMPE]));
  });
  const [lyon, paris] = chain.shops as [Shop, Shop];
  const elsewhere = async () => await answerOf(await lyon.chloe.get(`/api/produits/${LAMPE}/ailleurs`));
  await reached(lyon.chloe);
  await eventually(async () => ok(await elsewhere()).boutiques.length === 1, "Paris tells its stock");
  const own = await Connection.open(readLink(JSON.parse(await Deno.readTextFile(`${paris.server.dir}/head-office.key`)).link));
  const long = "x".repeat(100_000);
  try {
    await own.ask(
      `INSERT INTO comptoir.transferts (shop, epoch, journal_seq, rang, id, sens, boutique, ligne, code, libelle, unite, quantite, attendu, le)
       VALUES ('paris', 1, 1000000, 0, $1, 'envoi', 'lyon', 0, $1, $1, $1, 1000, 1000, 'infinity')`,
      [long],
    );
    await own.ask("UPDATE comptoir.stock_partage SET libelle = $1 WHERE shop = 'paris'", [long]);
    await own.ask("UPDATE comptoir.partages SET nom = $1, stock_le = '294276-01-01' WHERE shop = 'paris'", [long]);
  } finally {
    await own.close();
  }
  const { boutiques: [there] } = ok(await elsewhere());
  assert.deepEqual([there.boutique, there.nom.length, there.libelle.length, there.le], [
    "paris",
    500,
    500,
    "1970-01-01T00:00:00.000Z",
  ]);
  const { a_recevoir: [coming] } = ok(await answerOf(await lyon.owner.get("/api/stock/transferts")));
  assert.deepEqual([coming.envoye_le, coming.lignes[0].libelle.length], ["1970-01-01T00:00:00.000Z", 500]);
  const [other] = ok(await answerOf(await lyon.owner.get("/api/chaine/boutiques"))).boutiques;
  assert.equal(other.nom.length, 500);
});
