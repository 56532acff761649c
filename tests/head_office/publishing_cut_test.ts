/** What head office publishes is taken by its shops once, in order: whatever is cut, killed, lost or restored. */
import assert from "node:assert/strict";
import { publish } from "../../server/head_office/publishing.ts";
import { comptoir } from "../support/command_line.ts";
import { CuttingProxy } from "../support/cutting_proxy.ts";
import { eventually } from "../support/feed.ts";
import { HeadOffice, openAs, published } from "../support/head_office.ts";
import { ownProcesses } from "../support/own_processes.ts";
import { Postgres, withPostgres } from "../support/postgres.ts";
import { answerOf } from "../support/server.ts";
import { Shop } from "../support/shop.ts";

withPostgres(
  "lines that are cut, processes that are killed and copies that are put back take nothing twice and leave nothing out",
  async () => {
    await using postgres = await Postgres.start();
    await using proxy = await CuttingProxy.start(postgres.port);
    await using office = await HeadOffice.open(postgres, proxy.port);
    await using shop = await Shop.open(["chloe"]);
    await office.link(shop, "lyon");
    const price = (cents: number) => ({ articles: [{ reference: "THE-1", libelle: "Thé vert", prix_ttc: cents, tva: 550 }] });
    proxy.plan = () => ({ afterBytes: 6_000 + Math.floor(Math.random() * 20_000) });
    proxy.cutAll();
    const applied = () =>
      shop.inspect((db) => db.prepare("SELECT publication, etat FROM publications ORDER BY publication").all());
    let last = 0;
    const { port, pathname, username: user, password } = new URL(office.url);
    const at = { host: "127.0.0.1", port: Number(port), database: pathname.slice(1), tls: false, ca: null };
    await using connection = await openAs(at, user, decodeURIComponent(password));
    for (; proxy.cuts < 4 || last < 12; last++) {
      assert.ok(last < 200, "the premise: lines are cut");
      const made = { kind: "articles", content: JSON.stringify(price(100 + last)), shops: null, applies_from: null };
      assert.equal(await publish(connection.there, made), last + 1);
      if (last % 4 === 1) { for (const pid of ownProcesses(shop.server, "head-office-link")) Deno.kill(pid, "SIGKILL"); }
      if (last % 8 === 6) {
        await shop.server.kill();
        shop.server = await shop.server.restart();
      }
      // Pauses between two tries would cut nothing.
      if (last % 4 === 3) await eventually(() => applied().length === last + 1, "it comes through");
    }
    proxy.plan = () => null;
    await office.becameOf(last, "lyon", "appliquee");
    assert.deepEqual(
      applied().map(({ publication, etat }) => [publication, etat]),
      Array.from({ length: last }, (_, at) => [at + 1, "appliquee"]),
    );
    assert.equal((await shop.rows("SELECT * FROM produits WHERE libelle = 'Thé vert'")).length, 1);
    const times = () =>
      shop.inspect((db) => db.prepare("SELECT content FROM _journal WHERE kind = 'publication'").all())
        .map(({ content }) => JSON.parse(content as string).detail.publication as number);
    assert.deepEqual(times(), Array.from({ length: last }, (_, at) => at + 1), "each once, in order");

    const { body: { name: file } } = await answerOf(await shop.owner.post("/api/backups", {}));
    published(await office.publish("articles", price(9_000)));
    published(await office.publish("articles", { articles: [{ reference: "NEUF", libelle: "Nouveau", prix_ttc: 300 }] }));
    await office.becameOf(last + 2, "lyon", "appliquee");
    await shop.server.stop();
    const restored = await comptoir("restore", `${shop.server.dir}/backups/${file}`, "--data", shop.server.dir);
    assert.equal(restored.code, 0, restored.err);
    shop.server = await shop.server.restart();
    await eventually(() => applied().length === last + 2, "what the copy had not is taken again");
    const rows = shop.inspect((db) =>
      db.prepare("SELECT prix_ttc FROM produits WHERE libelle IN ('Thé vert', 'Nouveau') ORDER BY libelle").all()
    );
    assert.deepEqual(rows.map(({ prix_ttc }) => prix_ttc), [300, 9_000]);
    await office.hasAll(shop, "lyon");
    await office.assertSame(shop, "lyon");
  },
);
