/** Goods from one shop of a chain to another: they leave here, are under way, and come there once, each side by a movement of its own. */
import assert from "node:assert/strict";
import { answerOf, uuidv7 } from "../support/server.ts";
import { Chain, reached } from "../support/chain.ts";
import { eventually } from "../support/feed.ts";
import { withPostgres } from "../support/postgres.ts";
import { command, LAMPE, ok, PAIN, POMMES, refused, type Shop } from "../support/shop.ts";

const LAMP = "3760000000017";
const APPLES = "3760000000031";
const coded = async ({ owner }: Shop) => {
  for (const [id, code] of [[LAMPE, LAMP], [POMMES, APPLES]] as const) {
    ok(await owner.query("update", "UPDATE produits SET code_barres = ? WHERE id = ?", [code, id]));
  }
};
const send = (shop: Shop, transfert_id: string, vers: string, lignes: readonly object[]) =>
  command(shop.owner, "/api/stock/transferts", { transfert_id, vers, lignes });
const receive = (shop: Shop, id: string, de: string, lignes: readonly object[]) =>
  command(shop.owner, `/api/stock/transferts/${id}/reception`, { de, lignes });
const transfers = async (shop: Shop) => ok(await answerOf(await shop.owner.get("/api/stock/transferts")));
const stock = async (shop: Shop, id: number) => (await shop.rows("SELECT stock FROM produits WHERE id = ?", [id]))[0].stock;

withPostgres(
  "what one shop sends another receives once, as it was counted; head office sees it under way, and what is missing",
  async () => {
    await using chain = await Chain.open(["Lyon", "Paris", "Brest"], coded);
    const [lyon, paris, brest] = chain.shops as [Shop, Shop, Shop];
    for (const { chloe } of chain.shops) await reached(chloe);
    await eventually(
      async () => ok(await answerOf(await lyon.owner.get("/api/chaine/boutiques"))).boutiques.length === 2,
      "the others",
    );
    assert.deepEqual(ok(await answerOf(await lyon.owner.get("/api/chaine/boutiques"))).boutiques, [
      { boutique: "brest", nom: "Brest" },
      { boutique: "paris", nom: "Paris" },
    ]);
    const before = await stock(lyon, LAMPE);

    // What is wrong moves nothing.
    const id = uuidv7();
    const good = [{ produit_id: LAMPE, quantite: 5000 }, { produit_id: POMMES, quantite: 1500 }];
    refused(await send(lyon, id, "nice", good), 404, "not_found");
    refused(await send(lyon, id, "lyon", good), 404, "not_found");
    refused(await send(lyon, id, "paris", []), 400, "invalid_body");
    refused(await send(lyon, id, "paris", [{ produit_id: LAMPE, quantite: 0 }]), 400, "invalid_body");
    refused(await send(lyon, "x", "paris", good), 400, "invalid_body");
    assert.equal(refused(await send(lyon, id, "paris", [...good, { produit_id: 99, quantite: 1 }]), 404, "not_found").ligne, 2);
    refused(await send(lyon, id, "paris", [{ produit_id: PAIN, quantite: 1000 }]), 409, "constraint_violation");
    assert.equal(
      (await command(lyon.chloe, "/api/stock/transferts", { transfert_id: id, vers: "paris", lignes: good })).status,
      403,
    );
    assert.equal(await stock(lyon, LAMPE), before);

    ok(await send(lyon, id, "paris", good));
    assert.equal(await stock(lyon, LAMPE), before - 5000);
    assert.equal(refused(await send(lyon, id, "paris", good), 409, "constraint_violation").constraint, "rule:transfer_once");
    await eventually(async () => (await transfers(paris)).a_recevoir.length === 1, "it is under way");
    const [coming] = (await transfers(paris)).a_recevoir;
    assert.deepEqual([coming.transfert_id, coming.boutique, coming.nom], [id, "lyon", "Lyon"]);
    assert.deepEqual(
      coming.lignes.map(({ place, code, quantite, recu }: Record<string, unknown>) => [place, code, quantite, recu]),
      [
        [0, LAMP, "5000", null],
        [1, APPLES, "1500", null],
      ],
    );
    assert.deepEqual((await transfers(brest)).a_recevoir, [], "it is nobody else's");
    const underWay = () =>
      chain.office.rows("SELECT de, vers, libelle, quantite FROM comptoir.transferts_en_cours ORDER BY code");
    assert.deepEqual((await underWay()).map((row) => Object.values(row).map(String)), [
      ["lyon", "paris", "Lampe", "5.000"],
      ["lyon", "paris", "Pommes (kg)", "1.500"],
    ]);

    // Two at once, in two shops and twice in one: it comes once, and to whom it was sent.
    const there = await stock(paris, LAMPE);
    const came = [{ place: 0, quantite: 4000 }, { place: 1, quantite: 1500 }];
    refused(await receive(brest, id, "lyon", came), 404, "not_found");
    refused(await receive(paris, id, "brest", came), 404, "not_found");
    for (const lines of [[came[0]!], [...came, { place: 2, quantite: 1 }], [came[0]!, came[0]!]]) {
      assert.equal(
        refused(await receive(paris, id, "lyon", lines), 409, "constraint_violation").constraint,
        "rule:transfer_lines",
      );
    }
    const both = await Promise.all([receive(paris, id, "lyon", came), receive(paris, id, "lyon", came)]);
    assert.deepEqual(both.map(({ status }) => status).sort(), [200, 409]);
    const { ecarts } = both.find(({ status }) => status === 200)!.body;
    assert.deepEqual(ecarts, [{ place: 0, code: LAMP, libelle: "Lampe", attendu: 5000, recu: 4000, ecart: -1000 }]);
    assert.equal(await stock(paris, LAMPE), there + 4000);
    assert.deepEqual((await transfers(paris)).a_recevoir, [], "at once, before head office has heard of it");
    const moves = async (shop: Shop) =>
      await shop.rows(
        `SELECT l.transfert_id AS id, l.sens, m.quantite, m.motif FROM lignes_transfert l JOIN mouvements_stock m ON m.id = l.mouvement_id ORDER BY l.place`,
      );
    assert.deepEqual(await moves(lyon), [
      { id, sens: "envoi", quantite: -5000, motif: "transfert" },
      { id, sens: "envoi", quantite: -1500, motif: "transfert" },
    ]);
    assert.deepEqual((await moves(paris)).map(({ id, quantite }) => [id, quantite]), [[id, 4000], [id, 1500]]);
    await eventually(async () => (await underWay()).length === 0, "it is there");
    assert.deepEqual((await transfers(lyon)).envoyes[0].lignes.map(({ recu }: Record<string, unknown>) => recu), [
      "4000",
      "1500",
    ]);
    const gaps = await chain.office.rows("SELECT de, vers, libelle, ecart FROM comptoir.ecarts_transfert");
    assert.deepEqual(gaps.map((row) => Object.values(row).map(String)), [["lyon", "paris", "Lampe", "-1.000"]]);
    assert.match(lyon.inspect((db) => JSON.stringify(db.prepare("SELECT content FROM _journal").all())), /stock_envoi/);

    // All of it can be made again from the records.
    const facts = () => chain.office.rows("SELECT * FROM comptoir.transferts ORDER BY shop, epoch, journal_seq, rang");
    const told = JSON.stringify(await facts());
    await chain.office.rows("DELETE FROM comptoir.transferts");
    assert.equal((await chain.office.run("rebuild")).code, 0);
    assert.equal(JSON.stringify(await facts()), told);

    // An article that is not there is named, and nothing of the rest comes; without head office nobody knows what was sent.
    const other = uuidv7();
    ok(await brest.owner.query("update", "UPDATE produits SET code_barres = NULL WHERE id = ?", [POMMES]));
    ok(await send(lyon, other, "brest", good));
    await eventually(async () => (await transfers(brest)).a_recevoir.length === 1, "the other");
    const missing = refused(
      await receive(brest, other, "lyon", [{ place: 0, quantite: 5000 }, { place: 1, quantite: 0 }]),
      404,
      "not_found",
    );
    assert.deepEqual([missing.code_barres, missing.ligne], [APPLES, 1]);
    await chain.postgres.stop();
    await eventually(async () => ok(await answerOf(await brest.chloe.get("/api/chaine"))).jointe === false, "it is away");
    refused(await receive(brest, other, "lyon", came), 503, "head_office_away");
    refused(await send(brest, uuidv7(), "lyon", [{ produit_id: LAMPE, quantite: 1000 }]), 503, "head_office_away");
  },
);
