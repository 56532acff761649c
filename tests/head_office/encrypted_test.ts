/** A line to head office that others may read along: encrypted, with the certificate checked, or not at all. */
import assert from "node:assert/strict";
import { issued, newAuthority } from "../../server/security/authority.ts";
import { assertSentence, comptoir, run } from "../support/command_line.ts";
import { HeadOffice } from "../support/head_office.ts";
import { Postgres, withPostgres } from "../support/postgres.ts";
import { Shop } from "../support/shop.ts";

withPostgres("by TLS a shop speaks to a database that its own file's authority vouches for, at that very address", async () => {
  const authority = newAuthority(["siege.local"], [], Date.now());
  const { cert, key } = issued(authority, ["siege.local"], ["127.0.0.1"], Date.now());
  await using postgres = await Postgres.start({ settings: ["ssl=on"], files: { "server.crt": cert, "server.key": key } });
  await using office = await HeadOffice.open(postgres);
  const ca = `${office.folder}/ca.pem`;
  await Deno.writeTextFile(ca, authority.cert);
  const other = `${office.folder}/other.pem`;
  await Deno.writeTextFile(other, newAuthority(["siege.local"], [], Date.now()).cert);
  const over = (url: string, ...more: string[]) =>
    run(["head-office", "init", ...more], { env: { COMPTOIR_HEAD_OFFICE_DATABASE: url } });
  const encrypted = `${office.url}?sslmode=verify-full`;
  assertSentence(await over(encrypted), 1, /certificate of head office's database is not trusted/);
  assertSentence(await over(encrypted, "--ca", other), 1, /is not trusted/);
  // 'require' of other programs looks at no certificate.
  assertSentence(await over(`${office.url}?sslmode=require`), 1, /is not trusted/);
  assertSentence(await over(encrypted.replace("127.0.0.1", "127.0.0.2"), "--ca", ca), 1, /is not trusted|does not answer/);
  assert.equal((await over(encrypted, "--ca", ca)).code, 0);

  const file = `${office.folder}/lyon.json`;
  const enrolled = await run(["head-office", "enrol", "--shop", "Lyon", "--out", file, "--ca", ca], {
    env: { COMPTOIR_HEAD_OFFICE_DATABASE: encrypted },
  });
  assert.equal(enrolled.code, 0, enrolled.err);
  assert.match(enrolled.err, /which is its own PC/, "the warning of an address that is every PC's own");
  await using shop = await Shop.open(["chloe"]);
  const joined = await comptoir("head-office", "join", file, "--data", shop.server.dir);
  assert.equal(joined.code, 0, joined.err);
  await office.hasAll(shop, "lyon");
  const [line] = await office.rows(
    "SELECT ssl FROM pg_stat_ssl s JOIN pg_stat_activity a ON a.pid = s.pid WHERE a.usename = 'comptoir_shop_lyon'",
  );
  assert.deepEqual({ ...line }, { ssl: true });
});
