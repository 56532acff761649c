/** What other shops have of an article, asked at a till: as they told it last, at once or not at all, whatever is sent meanwhile. */
import assert from "node:assert/strict";
import { Connection } from "../../server/head_office/connection.ts";
import { readLink } from "../../server/head_office/link_file.ts";
import { LIMITS } from "../../shared/limits.ts";
import { Chain, reached } from "../support/chain.ts";
import { eventually } from "../support/feed.ts";
import { withPostgres } from "../support/postgres.ts";
import { answerOf, type Person } from "../support/server.ts";
import { cash, LAMPE, ok, PAIN, refused, Shop, sold } from "../support/shop.ts";

const CODE = "3760000000017";
const PACK = "3760000000024";

const coded = async (shop: Shop) => {
  ok(await shop.owner.query("update", "UPDATE produits SET code_barres = ? WHERE id = ?", [CODE, LAMPE]));
};
const ask = async (person: Person, id: number | string = LAMPE) => answerOf(await person.get(`/api/produits/${id}/ailleurs`));
// deno-lint-ignore no-explicit-any -- an answer
const told = (answer: any) => ok(answer).boutiques.map(({ nom, quantite }: any) => [nom, Number(quantite)]);

withPostgres(
  "a seller sees what the other shops have, by barcode, as each told it; its own rows a shop changes alone",
  async () => {
    await using chain = await Chain.open(["Lyon", "Paris", "Brest"], coded);
    const [lyon, paris, brest] = chain.shops as [Shop, Shop, Shop];
    // Another number there, and another name: the code is what they have in common. A pack of it is no piece.
    ok(
      await brest.owner.query("insert", "INSERT INTO codes_produits (code, produit_id, quantite) VALUES (?, ?, 6000)", [
        PACK,
        LAMPE,
      ]),
    );
    ok(await paris.owner.query("update", "UPDATE produits SET libelle = 'Lampe de bureau' WHERE id = ?", [LAMPE]));
    await sold(paris.chloe, [{ produit: LAMPE, quantite: 2000 }], [cash(4000)]);
    await reached(lyon.nora);
    await eventually(
      async () => JSON.stringify(told(await ask(lyon.nora))) === JSON.stringify([["Brest", 100_000], ["Paris", 98_000]]),
      "both",
    );
    const { boutiques: [, there] } = ok(await ask(lyon.nora));
    assert.deepEqual([there.boutique, there.unite], ["paris", "piece"]);
    assert.ok(Math.abs(Date.parse(there.le) - Date.now()) < 600_000);
    assert.deepEqual(told(await ask(lyon.nora, PAIN)), [], "no code");
    for (const id of ["99", "x", "-1", "9".repeat(30)]) refused(await ask(lyon.nora, id), 404, "not_found");

    // Sold there, it is seen here; taken off sale, it is gone when that shop is met anew.
    await sold(brest.chloe, [{ produit: LAMPE, quantite: 5000 }], [cash(10_000)]);
    await eventually(
      async () => JSON.stringify(told(await ask(lyon.owner))) === JSON.stringify([["Paris", 98_000], ["Brest", 95_000]]),
      "Brest",
    );
    ok(await brest.owner.query("update", "UPDATE produits SET actif = 0 WHERE id = ?", [LAMPE]));
    chain.proxy.cutAll();
    await eventually(async () => {
      const { status, body } = await ask(lyon.nora);
      return status === 200 && body.boutiques.length === 1;
    }, "gone");

    const own = await Connection.open(readLink(JSON.parse(await Deno.readTextFile(`${lyon.server.dir}/head-office.key`)).link));
    try {
      assert.equal((await own.ask("UPDATE comptoir.stock_partage SET quantite = 0 WHERE shop = 'paris'")).count, 0);
      assert.equal((await own.ask("DELETE FROM comptoir.stock_partage WHERE shop = 'paris'")).count, 0);
      for (
        const statement of [
          `INSERT INTO comptoir.stock_partage (shop, code, produit_id, libelle, unite, quantite) VALUES ('paris', 'x', 1, 'x', 'piece', 1)`,
          "INSERT INTO comptoir.partages (shop, nom, stock_le) VALUES ('nice', 'x', now())",
          "UPDATE comptoir.partages SET shop = 'nice' WHERE shop = 'lyon'",
        ]
      ) await assert.rejects(own.ask(statement), /42501/, statement);
    } finally {
      await own.close();
    }
  },
);

withPostgres(
  "a shop that stands alone, and one whose head office is away, say so at once; asked too much, some wait and no more",
  async () => {
    await using alone = await Shop.open(["nora"]);
    assert.deepEqual(ok(await answerOf(await alone.nora.get("/api/chaine"))), { boutique: null, jointe: false });
    await coded(alone);
    refused(await ask(alone.nora), 409, "no_head_office");

    await using chain = await Chain.open(["Lyon", "Paris"], coded);
    const [lyon] = chain.shops as [Shop];
    await reached(lyon.nora);
    await eventually(async () => told(await ask(lyon.nora)).length === 1, "Paris");
    // Somebody at head office holds the table: whoever asks is told so in the end, and one too many at once.
    const url = new URL(chain.office.url);
    const holder = await Connection.open({
      ...{ host: "127.0.0.1", port: chain.postgres.port, database: url.pathname.slice(1), tls: false, ca: null },
      ...{ user: decodeURIComponent(url.username), password: decodeURIComponent(url.password) },
    });
    await holder.ask("BEGIN");
    await holder.ask("LOCK TABLE comptoir.partages IN ACCESS EXCLUSIVE MODE");
    const many = await Promise.all(Array.from({ length: LIMITS.headOfficeInquiries + 10 }, () => ask(lyon.nora)));
    assert.ok(many.every(({ status, body }) => status === 503 && body.code === "head_office_away"));
    const busy = many.filter(({ body }) => /occupée|busy/.test(body.reason));
    assert.ok(busy.length >= 10, `${busy.length}`);
    await holder.ask("ROLLBACK");
    await eventually(async () => (await ask(lyon.nora)).status === 200, "answered again");

    // Records that do not go through keep no till from its answer.
    await holder.ask("BEGIN");
    await holder.ask("LOCK TABLE comptoir.journal IN ACCESS EXCLUSIVE MODE");
    await sold(lyon.chloe, [PAIN], [cash(120)]);
    const unsent = async () => ok(await answerOf(await lyon.owner.get("/api/head-office"))).link;
    await eventually(async () => (await unsent()).state === "sending", "it is being sent");
    assert.equal(told(await ask(lyon.nora)).length, 1);
    assert.equal((await unsent()).state, "sending", "the premise");
    await holder.ask("ROLLBACK");
    await holder.close();

    await chain.postgres.stop();
    await eventually(async () => ok(await answerOf(await lyon.nora.get("/api/chaine"))).jointe === false, "it is known");
    const { reason } = refused(await ask(lyon.nora), 503, "head_office_away");
    assert.match(reason, /ne répond pas|does not answer/);
    await chain.postgres.resume();
    await reached(lyon.nora);
    await eventually(async () => (await ask(lyon.nora)).status === 200, "answered again");
  },
);
