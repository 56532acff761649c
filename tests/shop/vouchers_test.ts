/** Vouchers: given once, used up once, whoever uses them and wherever; what is left of them is what was given less what was used. */
import assert from "node:assert/strict";
import { receiptHtml } from "../../shared/receipt/document.ts";
import { LIMITS } from "../../shared/limits.ts";
import { voucherCodeIn, voucherCodeOf } from "../../shared/voucher_code.ts";
import { answerOf, type Person } from "../support/server.ts";
import {
  CAFE,
  card,
  cash,
  closeTill,
  command,
  draft,
  drafts,
  LAMPE,
  ok,
  openTill,
  PAIN,
  pay,
  refund,
  refused,
  Shop,
  sold,
  xReport,
} from "../support/shop.ts";
import { by, given, left, look } from "../support/vouchers.ts";

/** Vouchers that two tills fight for, and how many at a time: a till that tries more codes at once waits. */
const ROUNDS = 1_000;
const LANES = 4;
let shop: Shop;
Deno.test.beforeAll(async () => {
  shop = await Shop.open(["nora", "chloe", "marc"]);
  ok(await openTill(shop.chloe, 50_000));
  ok(await openTill(shop.marc, 50_000, "C2"));
});
Deno.test.afterAll(() => shop[Symbol.asyncDispose]());

Deno.test("a code has its check digits: no digit, and no two beside one another, are wrong unseen; it is neither an EAN nor a ticket", () => {
  const code = voucherCodeOf("0123456789");
  assert.match(code, /^B\d{12}$/);
  assert.equal(voucherCodeIn(` b ${code.slice(1, 5)}-${code.slice(5, 9)} ${code.slice(9)} `), code);
  for (let at = 1; at < code.length; at++) {
    for (let digit = 0; digit <= 9; digit++) {
      const other = code.slice(0, at) + digit + code.slice(at + 1);
      if (other !== code) assert.equal(voucherCodeIn(other), null, other);
    }
    const swapped = code.slice(0, at) + code.slice(at, at + 2).split("").reverse().join("") + code.slice(at + 2);
    if (swapped !== code) assert.equal(voucherCodeIn(swapped), null, swapped);
  }
  for (const none of ["3760123456785", "C1-000123", code.slice(1), "B", ""]) assert.equal(voucherCodeIn(none), null, none);
});

Deno.test("a refund by avoir gives a numbered voucher, printed with its code; it pays partly, then the rest, and no cent more", async () => {
  const { id, lignes } = await draft(shop.chloe, [LAMPE]);
  ok(await pay(shop.chloe, { id }, [card(2_000)]));
  const credited = ok(await refund(shop.chloe, { id }, { [lignes[0]!]: 1_000 }, [by("avoir", 1_500), card(500)]));
  assert.equal(credited.bons.length, 1);
  const { code, genre, montant } = credited.bons[0];
  assert.deepEqual([genre, montant, credited.paiements[0].code_bon], ["avoir", 1_500, code]);
  const paper = receiptHtml(credited, { locale: "fr", width: 58 });
  assert.match(paper, /AVOIR\u00a0: bon à valoir 15,00/);
  assert.equal(paper.match(/<svg class="receipt-code"/g)!.length, 2, "the ticket's code and the voucher's");

  const found = ok(await look(shop.marc, ` ${code.toLowerCase()} `));
  assert.deepEqual([found.genre, found.montant, found.solde, found.numero], ["avoir", 1_500, 1_500, credited.numero]);
  const spent = await sold(shop.marc, [CAFE], [by("avoir", 500, code)]);
  assert.deepEqual(spent.paiements, [{ mode: "avoir", montant: 500, rendu: 0, code_bon: code, solde_bon: 1_000 }]);
  assert.match(receiptHtml(spent), new RegExp(`Reste sur ${code}</th><td>10,00`));
  const more = await pay(shop.chloe, await draft(shop.chloe, [LAMPE]), [by("avoir", 1_001, code), card(999)]);
  assert.equal(refused(more, 409, "voucher_exceeded").solde, 1_000);
  const twice = await pay(shop.chloe, await draft(shop.chloe, [LAMPE]), [
    by("avoir", 600, code),
    by("avoir", 600, code),
    card(800),
  ]);
  assert.equal(refused(twice, 409, "voucher_exceeded").solde, 400);
  await sold(shop.chloe, [LAMPE], [by("avoir", 1_000, code), cash(1_000)]);
  assert.equal(await left(shop, code), 0);
  const [row] = await shop.rows(
    "SELECT montant, solde, (SELECT sum(montant) FROM mouvements_bon WHERE bon_id = b.id) AS moved FROM bons b WHERE code = ?",
    [code],
  );
  assert.deepEqual({ ...row }, { montant: 1_500, solde: 0, moved: 0 });
});

Deno.test("a voucher is no money without its code, nor with another's, and gives no change", async () => {
  const { code } = await given(shop);
  const sale = await draft(shop.chloe, [CAFE]);
  refused(await pay(shop.chloe, sale, [by("avoir", 500)]), 409, "payment_implausible");
  refused(await pay(shop.chloe, sale, [by("carte_cadeau", 500)]), 409, "payment_implausible");
  refused(await pay(shop.chloe, sale, [by("avoir", 500, voucherCodeOf("0000000000"))]), 404, "not_found");
  assert.equal(refused(await pay(shop.chloe, sale, [by("avoir", 500, "B123")]), 404, "not_found").vente_id, undefined);
  refused(await pay(shop.chloe, sale, [by("carte_cadeau", 500, code)]), 409, "payment_implausible");
  refused(await pay(shop.chloe, sale, [by("avoir", 600, code)]), 409, "payment_mismatch");
  refused(await look(shop.nora, code), 403, "forbidden");
  for (const table of ["bons", "mouvements_bon"]) {
    refused(await shop.chloe.query("select", `SELECT * FROM ${table}`), 400, "sql_error");
  }
  assert.equal(await left(shop, code), 2_000, "nothing of it was used");
});

/** As many vouchers as one refund may give, each for one loaf of bread. */
async function vouchers(): Promise<string[]> {
  const { id, lignes } = await draft(shop.chloe, [{ produit: PAIN, quantite: 1_000 * LIMITS.ticketPayments }]);
  ok(await pay(shop.chloe, { id }, [card(120 * LIMITS.ticketPayments)]));
  const back = Array.from({ length: LIMITS.ticketPayments }, () => by("avoir", 120));
  const { bons } = ok(await refund(shop.chloe, { id }, { [lignes[0]!]: 1_000 * LIMITS.ticketPayments }, back));
  return bons.map(({ code }: { code: string }) => code);
}

Deno.test("two tills use one voucher at once, a thousand times: it is used once", async () => {
  const codes: string[] = [];
  while (codes.length < ROUNDS) codes.push(...await vouchers());
  const bread = Array.from({ length: ROUNDS }, () => [PAIN]);
  const [ones, others] = await Promise.all([drafts(shop.chloe, bread), drafts(shop.marc, bread)]);
  /** Till → how often it was the first. */
  const first = [0, 0];
  const race = async (round: number) => {
    const payment = [by("avoir", 120, codes[round]!)];
    const answers = await Promise.all([pay(shop.chloe, ones[round]!, payment), pay(shop.marc, others[round]!, payment)]);
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409], JSON.stringify(answers.map(({ body }) => body)));
    const won = answers.findIndex(({ status }) => status === 200);
    assert.equal(ok(answers[won]!).paiements[0].solde_bon, 0);
    assert.equal(refused(answers[1 - won]!, 409, "voucher_exceeded").solde, 0);
    first[won]! += 1;
  };
  for (let round = 0; round < ROUNDS; round += LANES) {
    await Promise.all(Array.from({ length: Math.min(LANES, ROUNDS - round) }, (_, lane) => race(round + lane)));
  }
  assert.equal(first[0]! + first[1]!, ROUNDS);
  const [used] = await shop.rows(
    `SELECT count(*) AS vouchers, sum(solde) AS solde,
       sum((SELECT count(*) FROM mouvements_bon m WHERE m.bon_id = b.id AND m.genre = 'utilisation')) AS uses
     FROM json_each(?) j JOIN bons b ON b.code = j.value`,
    [JSON.stringify(codes.slice(0, ROUNDS))],
  );
  assert.deepEqual({ ...used }, { vouchers: ROUNDS, solde: 0, uses: ROUNDS });
  const [{ off }] = await shop.rows(
    `SELECT count(*) AS off FROM bons b WHERE solde <> (SELECT sum(montant) FROM mouvements_bon WHERE bon_id = b.id)
       OR montant - solde <> coalesce((SELECT sum(p.montant) FROM paiements p WHERE p.code_bon = b.code AND p.montant > 0), 0)`,
  );
  assert.equal(off, 0);
});

Deno.test("a copy shows a voucher's code to who took that ticket's money and to the owner, and to nobody else", async () => {
  const { code, sale } = await given(shop);
  const [{ id }] = await shop.rows("SELECT id FROM ventes WHERE vente_origine_id = ?", [sale]);
  const copy = async (person: Person) => ok(await command(person, `/api/ventes/${id}/duplicata`));
  for (const person of [shop.chloe, shop.owner]) assert.equal((await copy(person)).bons[0].code, code);
  const other = await copy(shop.marc);
  assert.ok(!JSON.stringify(other).includes(code));
  assert.equal(other.bons[0].code, `B••••••••••${code.slice(-2)}`);
  assert.doesNotMatch(receiptHtml(other, { locale: "fr", width: 58 }), new RegExp(code.slice(1, 5)));
});

Deno.test("a voucher made in training is worth nothing outside it, and a real one nothing in it", async () => {
  const { code: real } = await given(shop);
  const [{ id }] = await shop.rows("SELECT caissier_id AS id FROM sessions_caisse WHERE caisse = 'C2'");
  const { especes_attendues } = ok(await xReport(shop.owner, "C2"));
  ok(await closeTill(shop.marc, especes_attendues, "C2"));
  ok(await command(shop.owner, `/api/equipe/${id}/formation`, { formation: true }));
  ok(await openTill(shop.marc, 0, "C2"));
  const sale = await draft(shop.marc, [LAMPE]);
  ok(await pay(shop.marc, sale, [cash(2_000)]));
  const { bons } = ok(await refund(shop.marc, sale, { [sale.lignes[0]!]: 1_000 }, [by("avoir", 2_000)]));
  refused(await look(shop.chloe, bons[0].code), 404, "not_found");
  refused(await pay(shop.chloe, await draft(shop.chloe, [LAMPE]), [by("avoir", 2_000, bons[0].code)]), 404, "not_found");
  refused(await pay(shop.marc, await draft(shop.marc, [LAMPE]), [by("avoir", 2_000, real)]), 404, "not_found");
  ok(await pay(shop.marc, await draft(shop.marc, [LAMPE]), [by("avoir", 2_000, bons[0].code)]));
  assert.equal(await left(shop, real), 2_000);
});

Deno.test("who guesses codes waits, whether they are looked up or paid with and whatever was right between; other payments do not", async () => {
  const { code } = await given(shop);
  using elsewhere = shop.server.at("127.0.0.77");
  elsewhere.token = shop.chloe.token;
  const sale = await draft(elsewhere, [LAMPE]);
  const guess = (n: number) => voucherCodeOf(String(n).padStart(10, "0"));
  const payBy = (code: string) => pay(elsewhere, sale, [by("avoir", 2_000, code)]);
  for (const n of [1, 2]) refused(await look(elsewhere, guess(n)), 404, "not_found");
  assert.equal(refused(await payBy(guess(3)), 404, "not_found").field, "code");
  refused(await look(elsewhere, "B 0000 0000 0000"), 404, "not_found");
  for (let n = 0; n < 6; n++) ok(await look(elsewhere, code));
  refused(await payBy(guess(4)), 404, "not_found");
  refused(await look(elsewhere, guess(5)), 404, "not_found");

  for (const held of [await look(elsewhere, code), await payBy(code)]) {
    const { retry_after, detail } = refused(held, 429, "too_many_attempts");
    assert.equal(held.headers.get("retry-after"), String(retry_after));
    assert.ok(retry_after > 0 && retry_after <= 30 && /essais/.test(detail), `${retry_after}: ${detail}`);
  }
  ok(await pay(elsewhere, sale, [card(2_000)]));
  assert.equal(await left(shop, code), 2_000, "the till beside it goes on");
  const { records } = ok(await answerOf(await shop.owner.get("/api/journal?kind=refused&limit=500")));
  const noted = records.filter(({ address }: { address: string }) => address === "127.0.0.77");
  assert.deepEqual(noted.map(({ detail }: { detail: { command: string } }) => detail.command).toReversed(), [
    ...["bons.trouver", "bons.trouver", "ventes.encaisser", "ventes.encaisser", "bons.trouver"],
    ...["bons.trouver", "ventes.encaisser"],
  ]);
});
