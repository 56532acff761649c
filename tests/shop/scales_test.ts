/** The scale beside a till: set by the owner alone, weighed on by whoever serves, at no address but the shop's own. */
import assert from "node:assert/strict";
import { TestScale } from "../support/scale.ts";
import { ok, refused, Shop } from "../support/shop.ts";

const SET = "UPDATE caisses SET balance = ? WHERE nom = 'C1'";

Deno.test("the owner sets a till's scale, within the shop's network; sellers and cashiers weigh on it, and each trouble is told by its name", async () => {
  await using shop = await Shop.open(["nora", "chloe"]);
  await using scale = await TestScale.open();
  const { owner, nora, chloe } = shop;
  for (
    const address of [
      ...[
        "8.8.8.8:4001",
        "172.32.0.1:4001",
        "169.254.169.254:4001",
        "10.0.0.1",
        "10.0.0.1:80",
        "10.0.0.1:65536",
        "10.0.0.01:4001",
      ],
      ...["scale.local:4001", "10.0.0.1:4001:1", "10.0.0.1.2:4001", "/dev/sda", "/dev/ttyUSB0/../sda", "/dev/tty0", ""],
    ]
  ) {
    assert.equal(
      refused(await owner.query("update", SET, [address]), 409, "constraint_violation").constraint,
      "rule:scale_address",
      address,
    );
  }
  for (const address of ["192.168.1.60:4001", "172.16.0.9:1024", "/dev/ttyUSB0", null]) {
    ok(await owner.query("update", SET, [address]));
  }
  refused(await chloe.query("update", SET, [scale.address]), 403, "forbidden");

  const weighs = async (person = chloe, till = "C1") => await person.get(`/api/caisses/${till}/poids`);
  const none = await weighs();
  assert.equal(none.status, 404);
  assert.match((await none.json()).detail, /n'a pas de balance/);
  assert.equal((await weighs(chloe, "C9")).status, 404);
  ok(await owner.query("update", SET, [scale.address]));
  assert.equal((await weighs(chloe, "C2")).status, 404);
  assert.equal((await fetch(`${shop.server.url}/api/caisses/C1/poids`).then((answer) => answer.json())).status, 401);

  scale.grams = 1235;
  for (const person of [owner, nora, chloe]) {
    const answer = await weighs(person);
    assert.equal(answer.headers.get("cache-control"), "no-store");
    assert.deepEqual(await answer.json(), { grammes: 1235, raison: null });
  }
  scale.grams = 0;
  assert.deepEqual(await (await weighs()).json(), { grammes: null, raison: "vide" });
  await scale[Symbol.asyncDispose]();
  assert.deepEqual(await (await weighs()).json(), { grammes: null, raison: "absente" });
});
