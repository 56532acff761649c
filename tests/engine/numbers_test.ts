/** Numbers at every edge, through every door that takes one: none makes a 500, and what is stored comes back as it was. */
import assert from "node:assert/strict";
import { type Person, uuidv7 } from "../support/server.ts";
import {
  CAFE,
  cash,
  command,
  draft,
  LAMPE,
  ok,
  openTill,
  pay,
  send,
  sent,
  Shop,
  take,
  takeBack,
  ticket,
} from "../support/shop.ts";

const EDGES = [
  "0",
  "-1",
  "1.5",
  "-0.5",
  "1e400",
  "9007199254740991",
  "-9007199254740991",
  "9007199254740992",
  "9007199254740993",
  "9223372036854775807",
  "-9223372036854775808",
  "9223372036854775808",
  "-9223372036854775809",
  "100000000000000000000",
];
const WHOLE = EDGES.filter((text) => /^-?\d+$/.test(text));

let shop: Shop;
Deno.test.beforeAll(async () => {
  shop = await Shop.open(["nora", "chloe"]);
  ok(await shop.owner.query("insert", "INSERT INTO clients (id, nom) VALUES (1, 'Zoé'), (2, 'Léa')"));
  ok(await shop.owner.query("insert", "INSERT INTO categories (id, nom) VALUES (1, 'Divers')"));
});
// A test may have closed it.
Deno.test.beforeEach(async () => void await openTill(shop.chloe));
Deno.test.afterAll(() => shop[Symbol.asyncDispose]());

interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly enum?: readonly string[];
  readonly anyOf?: readonly JsonSchema[];
  readonly additionalProperties?: JsonSchema | boolean;
}
/** What a text field is given, so that the numbers beside it are looked at. */
const TEXTS: Readonly<Record<string, string>> = {
  periode: "2020-01-01",
  avoir_id: uuidv7(),
  id: uuidv7(),
  ligne_id: uuidv7(),
  nom: "C7",
  cle: "a".repeat(43),
  code: "123456",
  username: "somebody",
  password: "mot de passe",
};

/** A row for what stands in a path; nobody's account, whose password would change. */
function keyFor(path: string, name: string, sale: string): string {
  if (path.includes("/ventes/")) return sale;
  if (path.includes("/users/")) return "999";
  return name === "nom" ? "C1" : "1";
}

Deno.test("no number in a body, a path or a filter of any documented endpoint makes a 500", async () => {
  const { chloe, owner } = shop;
  const sale = await sent(shop.nora, [CAFE]);
  const document = await (await owner.get("/api/openapi.json")).json();
  const resolve = (schema: JsonSchema): JsonSchema =>
    schema.$ref === undefined ? schema : resolve(document.components.schemas[schema.$ref.split("/").at(-1)!]);
  /** A body as JSON text, with `edge` wherever a whole number is wanted; `found` counts them. */
  const found = { numbers: 0 };
  const make = (given: JsonSchema, edge: string, name = ""): string => {
    const schema = resolve(given);
    if (schema.enum !== undefined) return JSON.stringify(schema.enum[0]);
    if (schema.anyOf !== undefined) return make(schema.anyOf[0]!, edge, name);
    switch (schema.type) {
      case "integer":
      case "number":
        found.numbers += 1;
        return edge;
      case "boolean":
        return "true";
      case "array":
        return `[${make(schema.items ?? {}, edge, name)}]`;
      case "object": {
        const own = Object.entries(schema.properties ?? {});
        if (own.length === 0 && typeof schema.additionalProperties === "object") {
          return `{"5000":${make(schema.additionalProperties, edge)}}`;
        }
        // One of the two ways to count is given.
        return `{${
          own.filter(([key]) => key !== "compte").map(([key, inner]) => `"${key}":${make(inner, edge, key)}`).join(",")
        }}`;
      }
      default:
        return JSON.stringify(TEXTS[name] ?? "x");
    }
  };
  const ask = async (person: Person, method: string, path: string, body?: string) => {
    const response = await person.fetch(path, {
      method,
      ...(body === undefined ? {} : { body, headers: { "idempotency-key": crypto.randomUUID() } }),
    });
    const text = await response.text();
    assert.ok(response.status < 500, `${method} ${path} ${body ?? ""}: ${response.status} ${text}`);
  };
  let asked = 0;
  const people = [owner, chloe];
  const skipped = /^\/api\/(?:setup|auth|query)/;
  for (const [path, operations] of Object.entries<Record<string, Record<string, unknown>>>(document.paths)) {
    if (skipped.test(path) || path === "/ws") continue;
    for (const [method, operation] of Object.entries(operations)) {
      if (!["get", "post", "patch"].includes(method)) continue;
      const schema = (operation["requestBody"] as { content?: Record<string, { schema: JsonSchema }> } | undefined)
        ?.content?.["application/json"]?.schema;
      const parameters = (operation["parameters"] ?? []) as { name: string; in: string }[];
      const filters = parameters.filter((parameter) => parameter.in === "query").map(({ name }) => name);
      const named = /\{(\w+)\}/.exec(path)?.[1] ?? null;
      for (const edge of EDGES) {
        const known = named === null ? path : path.replace(`{${named}}`, keyFor(path, named, sale.id));
        const odd = named === null ? path : path.replace(`{${named}}`, edge);
        found.numbers = 0;
        const bodies = schema === undefined
          ? [method === "post" ? "{}" : undefined]
          : [make(schema, edge), make(schema, `{"$int":"${edge}"}`)];
        for (const person of people) {
          for (const body of found.numbers > 0 || edge === EDGES[0] ? bodies : []) {
            await ask(person, method.toUpperCase(), known, body);
            asked += 1;
          }
          if (named !== null) await ask(person, method.toUpperCase(), odd, schema === undefined ? bodies[0] : make(schema, "1"));
          if (method === "get") { for (const filter of filters) await ask(person, "GET", `${known}?${filter}=${edge}`); }
        }
      }
    }
  }
  assert.ok(asked > 200, `${asked} bodies were sent`);
  for (const edge of EDGES) {
    for (const filter of ["limit", "before", "user_id", "from", "to"]) await ask(owner, "GET", `/api/journal?${filter}=${edge}`);
  }
});

interface Numbers {
  readonly who: "owner" | "nora" | "chloe";
  readonly table: string;
  readonly column: string;
  /** SQL with one `?`; answers the row by RETURNING. */
  readonly write: (key: string) => string;
}

Deno.test("a number that SQL may write is refused, or comes back to the digit; commands on it go on", async () => {
  const { owner, nora, chloe } = shop;
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
        const [found] = await shop.rows(`SELECT ${place.column} AS it FROM ${place.table} WHERE ${place.column} = ?`, [{
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
  const { owner, nora, chloe } = shop;
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
  assert.deepEqual(await shop.rows("SELECT stock FROM produits WHERE id = ?", [{ $int: big }]), [{ stock: "-9007199254741999" }]);
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
