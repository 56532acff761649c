/** What every page asks first, and draws nothing before it knows. */
import assert from "node:assert/strict";
import { fetchMarks } from "../../client/shell/store/marks.ts";
import { ownProcesses } from "../support/own_processes.ts";
import { PASSWORD } from "../support/server.ts";
import { command, ok, Shop } from "../support/shop.ts";
import { TillClient } from "../support/till_client.ts";
import { onLinux } from "../support/where.ts";

Deno.test({
  name: "what the shop says of itself is answered at once, and starts no process, however many tills take PINs",
  ...onLinux(),
  fn: async () => {
    await using shop = await Shop.open(["chloe"]);
    const { server, owner } = shop;
    await using till = await new TillClient(server.url, "127.0.0.2").join("chloe", PASSWORD);
    const asked = async () => await fetchMarks(till.client, till.client.state.user!.id);
    const [none, ...more] = await asked();
    assert.deepEqual([none?.pinTills, none?.demo, none?.training, more], [[], false, false, []]);
    ok(await command(owner, "/api/caisses", { nom: "C3" }));
    ok(await owner.query("update", "UPDATE caisses SET codes_pin = 1, active = nom <> 'C3'"));
    ok(await owner.query("update", "UPDATE boutique SET remise_max_caisse = 1500, remise_max_vendeur = 200"));
    const [marks, ...others] = await asked();
    assert.deepEqual([marks?.pinTills, marks?.discountCap, others], [["C1", "C2"], 1500, []]);
    assert.deepEqual(ownProcesses(server, "slow-reads"), []);
    ok(await owner.query("select", "SELECT (SELECT group_concat(nom, ' ') FROM caisses) AS noms FROM boutique"));
    assert.equal(ownProcesses(server, "slow-reads").length, 1, "the premise: what gathers rows in one is not answered at once");
  },
});
