/** Numbers at every edge, written by SQL: none makes a 500, what is stored comes back as it was, and commands on it go on. */
import assert from "node:assert/strict";
import { uuidv7 } from "../support/server.ts";
import { EDGES, NumberedShop } from "../support/numbers.ts";
import { CAFE, cash, command, draft, LAMPE, ok, pay, send, take, takeBack, ticket } from "../support/shop.ts";

const WHOLE = EDGES.filter((text) => /^-?\d+$/.test(text));

const numbered = new NumberedShop();

interface Numbers {
  readonly who: "owner" | "nora" | "chloe";
  readonly table: string;
  readonly column: string;
  /** SQL with one `?`; answers the row by RETURNING. */
  readonly write: (key: string) => string;
}

Deno.test("a number that SQL may write is refused, or comes back to the digit; commands on it go on", async () => {
  const { owner, nora, chloe } = numbered.shop;
  const mine = await draft(nora, [CAFE]);
  const hers = await draft(chloe, [CAFE, LAMPE]);
  const people = { owner, nora, chloe };
  const places: readonly Numbers[] = [
    ...(["produits", "categories", "clients", "equipe"] as const).map((table): Numbers => ({
      who: "owner",
      table,
      column: "id",
      write: (key) => {
        const [columns, values] = {
          produits: ["libelle, prix_ttc", `'${key}', 1`],
          categories: ["nom", `'${key}'`],
          clients: ["nom", `'${key}'`],
          equipe: ["nom, role", `'${key}', 'vendeur'`],
        }[table]!;
        return `INSERT INTO ${table} (id, ${columns}) VALUES (?, ${values}) RETURNING id`;
      },
    })),
    ...["prix_ttc", "tva", "suivi_stock", "stock", "actif", "categorie_id"].map((column): Numbers => ({
      who: "owner",
      table: "produits",
      column,
      write: () => `UPDATE produits SET ${column} = ? WHERE id = ${LAMPE} RETURNING ${column}`,
    })),
    {
      who: "owner",
      table: "categories",
      column: "ordre",
      write: () => "UPDATE categories SET ordre = ? WHERE id = 1 RETURNING ordre",
    },
    ...["quantite", "remise", "position"].map((column): Numbers => ({
      who: "chloe",
      table: "lignes_vente",
      column,
      write: () => `UPDATE lignes_vente SET ${column} = ? WHERE id = '${hers.lignes[0]}' RETURNING ${column}`,
    })),
    {
      who: "nora",
      table: "lignes_vente",
      column: "position",
      write: () => `UPDATE lignes_vente SET position = ? WHERE vente_id = '${mine.id}' RETURNING position`,
    },
    ...["remise", "client_id"].map((column): Numbers => ({
      who: "chloe",
      table: "ventes",
      column,
      write: () => `UPDATE ventes SET ${column} = ? WHERE id = '${hers.id}' RETURNING ${column}`,
    })),
    {
      who: "chloe",
      table: "ventes",
      column: "remise",
      write: () => `INSERT INTO ventes (id, remise) VALUES ('${uuidv7()}', ?) RETURNING remise`,
    },
  ];
  const commands = async () => {
    for (
      const answer of [
        await send(nora, mine),
        await takeBack(nora, mine),
        await send(nora, mine),
        await take(chloe, mine),
        await command(chloe, `/api/ventes/${mine.id}/rendre`, { motif: "x" }),
        await takeBack(nora, mine),
        await pay(chloe, hers, [cash(1)]),
        await command(owner, `/api/produits/${LAMPE}/stock`, { motif: "inventaire", quantite: 5 }),
        await command(owner, `/api/produits/${LAMPE}/stock`, { motif: "livraison", quantite: 1_000_000_000 }),
      ]
    ) {
      assert.ok(answer.status < 500, JSON.stringify(answer.body));
    }
  };
  let stored = 0;
  let n = 0;
  for (const place of places) {
    for (const edge of EDGES) {
      for (const value of [Number(edge), { $int: edge }]) {
        // A number that JSON would round is written as it stands.
        const body = JSON.stringify({ type: "", query: place.write(`numbers ${++n}`), params: ["«edge»"] })
          .replace('"type":""', `"type":"${/^\w+/.exec(place.write(""))![0].toLowerCase()}"`)
          .replace('"«edge»"', typeof value === "number" ? edge : JSON.stringify(value));
        const response = await people[place.who].post("/api/query", body);
        const answer = await response.json();
        const what = `${place.table}.${place.column} = ${
          typeof value === "number" ? edge : JSON.stringify(value)
        }: ${response.status}`;
        assert.ok([200, 400, 403, 409].includes(response.status), `${what} ${JSON.stringify(answer)}`);
        if (response.status !== 200 || !WHOLE.includes(edge)) continue;
        stored += 1;
        const wanted = Number.isSafeInteger(Number(edge)) ? Number(edge) : edge;
        const [row] = answer.rows;
        assert.deepEqual(row[place.column], wanted, what);
        const [found] = await numbered.shop.rows(`SELECT ${place.column} AS it FROM ${place.table} WHERE ${place.column} = ?`, [{
          $int: edge,
        }]);
        assert.deepEqual(found?.it, wanted, what);
        if (place.column === "id") assert.deepEqual(answer.last_insert_id, wanted, what);
        if (place.column !== "id" && typeof wanted === "string") await commands();
      }
    }
  }
  assert.ok(stored > 40, `${stored} numbers were stored`);
});

Deno.test("what a till or the owner numbered beyond 2^53 can still be sent, sold, counted, merged and erased", async () => {
  const { owner, nora, chloe } = numbered.shop;
  const big = "9007199254740995";
  ok(
    await owner.query(
      "insert",
      "INSERT INTO produits (id, libelle, prix_ttc, suivi_stock, stock) VALUES (?, 'Loin', 500, 1, ?)",
      [
        { $int: big },
        { $int: "-9007199254740999" },
      ],
    ),
  );
  const id = uuidv7();
  ok(
    await nora.batch([
      { type: "insert", query: "INSERT INTO ventes (id) VALUES (?)", params: [id] },
      {
        type: "insert",
        query: "INSERT INTO lignes_vente (id, vente_id, produit_id, position) VALUES (?, ?, ?, ?)",
        params: [uuidv7(), id, { $int: big }, { $int: "-9223372036854775808" }],
      },
    ]),
  );
  const stands = ok(await send(nora, { id }));
  assert.deepEqual([stands.lignes[0].produit_id, stands.lignes[0].position], [big, "-9223372036854775808"]);
  ok(await take(chloe, { id }));
  const { version } = await ticket(chloe, { id });
  const receipt = ok(await command(chloe, `/api/ventes/${id}/encaisser`, { version, paiements: [cash(500)] }));
  assert.equal(receipt.lignes[0].produit_id, big);
  assert.deepEqual(await numbered.shop.rows("SELECT stock FROM produits WHERE id = ?", [{ $int: big }]), [{
    stock: "-9007199254741999",
  }]);
  const counted = ok(await command(owner, `/api/produits/${big}/stock`, { motif: "inventaire", quantite: 7 }));
  assert.deepEqual(
    [counted.produit.id, counted.produit.stock, counted.mouvement.quantite],
    [big, 7, "9007199254742006"],
  );
  const far = { $int: "-9007199254740993" };
  ok(await owner.query("insert", "INSERT INTO clients (id, nom) VALUES (?, 'Loin')", [far]));
  ok(await command(owner, `/api/clients/${far.$int}/fusionner`, { dans: 1 }));
  assert.equal(ok(await command(owner, `/api/clients/${far.$int}/effacer`)).id, far.$int);
  const verified = await (await owner.get("/api/journal/verify")).json();
  assert.deepEqual([verified.ok, verified.fiscal.ok], [true, true], JSON.stringify(verified));
});
