/** An upgrade or a restore that finds the disk full at any of its steps: one sentence, the data of before, and it can be made again. */
import assert from "node:assert/strict";
import { join as joinPath } from "node:path";
import { formerFolder } from "../support/former_shop.ts";
import { assertSentence, comptoir, run } from "../support/command_line.ts";
import { CHECKOUT } from "../support/server.ts";
import { cash, ok, openTill, PAIN, Shop, sold } from "../support/shop.ts";
import { onDiskOf, whereSmallDisks } from "../support/small_disk.ts";

/** KiB that are left free. */
const FREE = [0, 64, 256, 512, 1_024, 2_048];

const newFolder = () => Deno.makeTempDir({ prefix: "comptoir-test-" });

/** A disk of its own at `place`, a copy of `whole` on it, and so much left: `"$@"` runs there, then `again` with all the room it wants. */
function onFullDisk(place: string, whole: string, free: number, again: readonly string[]): string[] {
  const quoted = again.map((word) => `'${word}'`).join(" ");
  const script =
    `cp -a '${whole}'/. '${place}'; cat /dev/zero > '${place}/rest' 2>/dev/null; truncate -s -${free}K '${place}/rest'
    sum() { (cd '${place}' && cksum *.db *.key *.head); }
    before=$(sum); "$@"; code=$?; [ "$before" = "$(sum)" ] || echo changed
    find '${place}' -name '*.part' -o -name '*.ready' -o -name '*.tmp'
    rm '${place}/rest'; ${quoted} && echo 'made again'; exit $code`;
  return onDiskOf("32m", place, script);
}

Deno.test(
  "an upgrade without room is told in a sentence: the data stays as it was, and it is made when there is room",
  whereSmallDisks,
  async () => {
    const place = await newFolder();
    const former = await formerFolder(await newFolder());
    const again = [...CHECKOUT, "user", "disable", "--username", "chloe", "--data", place];
    let refused = 0;
    for (const free of FREE) {
      const args = ["user", "passwd", "--username", "chloe", "--password-stdin", "--data", place];
      const ended = await run(args, { input: "un autre mot", under: onFullDisk(place, former, free, again) });
      assert.match(ended.out, /made again/, `${free} KiB: ${ended.out}${ended.err}`);
      if (ended.code === 0) continue; // with so much room it is done
      refused += 1;
      assertSentence({ ...ended, out: "" }, 1, /disk is full.*--data/);
      assert.doesNotMatch(ended.out, /changed|\.part|\.tmp/, `${free} KiB: ${ended.out}`);
    }
    assert.ok(refused >= 3 && refused < FREE.length, `at ${refused} of its steps`);
  },
);

Deno.test(
  "a restore without room is told in a sentence: the shop stays as it was, and it is made when there is room",
  whereSmallDisks,
  async () => {
    const place = await newFolder();
    const copy = joinPath(await newFolder(), "copie.db");
    const whole = await newFolder();
    {
      await using shop = await Shop.open(["chloe"]);
      ok(await openTill(shop.chloe));
      await sold(shop.chloe, [PAIN], [cash(120)]);
      assert.equal((await comptoir("backup", copy, "--data", shop.server.dir)).code, 0);
      await sold(shop.chloe, [PAIN], [cash(120)]);
      await shop.server.stop();
      for (const { name, isFile } of Deno.readDirSync(shop.server.dir)) {
        if (isFile) Deno.copyFileSync(joinPath(shop.server.dir, name), joinPath(whole, name));
      }
      shop.server = await shop.server.restart();
    }
    const restore = ["restore", copy, "--data", place];
    let refused = 0;
    for (const free of FREE) {
      const ended = await run(restore, { under: onFullDisk(place, whole, free, [...CHECKOUT, ...restore]) });
      assert.match(ended.out, /made again/, `${free} KiB: ${ended.out}${ended.err}`);
      if (ended.code === 0) continue;
      refused += 1;
      assertSentence({ ...ended, out: "" }, 1, /^(?:Nothing was restored\. )?The disk is full \(.*--data/);
      assert.doesNotMatch(ended.out, /changed|\.part|\.ready|\.tmp/, `${free} KiB: ${ended.out}`);
    }
    assert.ok(refused >= 3 && refused < FREE.length, `at ${refused} of its steps`);
  },
);
