/** What is no shop's one journal is refused at head office and told: a fork, a journal that was cut off or changed, here or there. */
import assert from "node:assert/strict";
import { comptoir } from "../support/command_line.ts";
import { eventually } from "../support/feed.ts";
import { copyOf, LinkedShop, sellBread } from "../support/linked_shop.ts";
import { withPostgres } from "../support/postgres.ts";
import { startServer } from "../support/server.ts";

withPostgres("a folder that was copied to a second PC forks the journal: the second one is refused, and told so", async () => {
  await using linked = await LinkedShop.open();
  const { office, shop } = linked;
  await office.hasAll(shop, "lyon");
  await shop.server.stop();
  const copy = await copyOf(shop.server.dir);
  shop.server = await shop.server.restart();
  await sellBread(shop, 2);
  await office.hasAll(shop, "lyon");
  await using second = await startServer({ dir: copy });
  await eventually(() => /two shops have written under one name/.test(second.log), "the fork told");
  const status = await comptoir("head-office", "status", "--data", copy);
  assert.equal(status.code, 1);
  assert.match(status.out, /nothing is sent: .*two shops have written/);
  await sellBread(shop, 1);
  await office.hasAll(shop, "lyon");
  await office.assertSame(shop, "lyon");
});

withPostgres("a journal that was cut off or changed is not sent, and what was changed at head office is found", async () => {
  await using linked = await LinkedShop.open();
  const { postgres, office, shop } = linked;
  await sellBread(shop, 2);
  await office.hasAll(shop, "lyon");
  const before = await office.received("lyon");

  await postgres.stop();
  await sellBread(shop, 2);
  await shop.aside((db) => {
    db.exec("DROP TRIGGER _journal_keeps_update");
    db.exec(`UPDATE _journal SET content = replace(content, '"seq":', '"seq": ') WHERE seq = ${before + 2}`);
    db.exec(
      "CREATE TRIGGER _journal_keeps_update BEFORE UPDATE ON _journal BEGIN SELECT raise(ABORT, 'the journal is append-only'); END",
    );
  });
  await postgres.resume();
  await eventually(
    () =>
      shop.server.log.includes(
        `the journal here is not whole: nothing is sent, see 'comptoir journal verify' (journal seq ${before + 2})`,
      ),
    "the damage told",
  );
  assert.equal(await office.received("lyon"), before, "nothing of that batch");
  assert.equal((await office.run("verify")).code, 0);

  const changes: readonly (readonly [string, string, RegExp])[] = [
    [
      "UPDATE comptoir.journal SET content = content || ' ' WHERE seq = 4",
      "UPDATE comptoir.journal SET content = rtrim(content) WHERE seq = 4",
      /epoch 1, journal seq 4: its content/,
    ],
    [
      "UPDATE comptoir.journal SET at = at + interval '1 hour' WHERE seq = 3",
      "UPDATE comptoir.journal SET at = at - interval '1 hour' WHERE seq = 3",
      /epoch 1, journal seq 3: its column 'at'/,
    ],
    [
      "UPDATE comptoir.fiscal SET contenu = contenu || ' ' WHERE serie = 'tickets:C1' AND seq = 1",
      "UPDATE comptoir.fiscal SET contenu = rtrim(contenu) WHERE serie = 'tickets:C1' AND seq = 1",
      /tickets:C1 seq 1: its column 'contenu'/,
    ],
    [
      "INSERT INTO comptoir.fiscal SELECT shop, epoch, 'tickets:C9', seq, journal_seq, genre, version_format, contenu, signature_precedente, empreinte, signature, cle_id, horodatage FROM comptoir.fiscal WHERE serie = 'tickets:C1' AND seq = 1",
      "DELETE FROM comptoir.fiscal WHERE serie = 'tickets:C9'",
      /1 signed records stand in no record/,
    ],
    [`UPDATE comptoir.positions SET seq = seq - 1`, `UPDATE comptoir.positions SET seq = seq + 1`, /the position says/],
    ["DELETE FROM comptoir.journal WHERE seq = 5", "", /epoch 1, journal seq 5: the record is missing/],
  ];
  for (const [change, back, wanted] of changes) {
    await office.rows(change);
    const found = await office.run("verify");
    assert.equal(found.code, 1, change);
    assert.match(found.out, wanted);
    if (back !== "") await office.rows(back);
    if (back !== "") assert.equal((await office.run("verify")).code, 0, back);
  }
});
