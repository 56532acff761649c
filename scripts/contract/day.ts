/**
 * A shop's day by a client that was generated: products, a sale, its payment, a copy, a refund, X, count, Z and archive. What
 * the document says wrong about any of it does not pass the compiler, or throws. Arguments: the server's address.
 */
// deno-lint-ignore no-import-prefix -- of no use to the program: it comes when the command is run
import createClient from "npm:openapi-fetch@0.17.0";
import type { paths } from "./paths.ts";

const [baseUrl] = Deno.args as [string];
const PASSWORD = "mot de passe";

const client = (token: string | null = null) =>
  createClient<paths>({ baseUrl, headers: token === null ? {} : { authorization: `Bearer ${token}` } });
const key = () => ({ header: { "Idempotency-Key": crypto.randomUUID() } });

/** What was answered; throws what was refused. */
function must<T>({ data, error, response }: { data?: T; error?: unknown; response: Response }): NonNullable<T> {
  if (data === undefined || data === null) throw new Error(`${response.url}: ${JSON.stringify(error)}`);
  return data;
}

const { token } = must(await client().POST("/api/setup", { body: { username: "patron", password: PASSWORD } }));
const owner = client(token);
must(await owner.POST("/api/users", { body: { username: "chloe", password: PASSWORD, role: "caisse" } }));
const signedIn = must(await client().POST("/api/auth", { body: { username: "chloe", password: PASSWORD } }));
const cashier = client(signedIn.token);

const INTO = "INSERT INTO produits (id, libelle, prix_ttc) VALUES (1, 'Thé vert', 450)";
must(await owner.POST("/api/query", { body: { type: "insert", query: INTO } }));
const path = { nom: "C1" };
must(await cashier.POST("/api/caisses/{nom}/ouvrir", { params: { path, ...key() }, body: { fond: 10_000 } }));

const [id, line, avoir, returned] = [1, 2, 3, 4].map((n) => `01a22824-9e63-78c9-bb7a-00000000000${n}`) as [
  string,
  string,
  string,
  string,
];
must(
  await cashier.POST("/api/query", {
    body: {
      type: "batch",
      queries: [
        { type: "insert", query: "INSERT INTO ventes (id) VALUES (?)", params: [id] },
        {
          type: "insert",
          query: "INSERT INTO lignes_vente (id, vente_id, produit_id, quantite) VALUES (:l, :v, 1, 2000)",
          params: { l: line, v: id },
        },
      ],
    },
  }),
);
const sent = must(await cashier.POST("/api/ventes/{id}/envoyer", { params: { path: { id }, ...key() } }));
const held = must(await cashier.POST("/api/ventes/{id}/prendre", { params: { path: { id }, ...key() }, body: {} }));
const receipt = must(
  await cashier.POST("/api/ventes/{id}/encaisser", {
    params: { path: { id }, ...key() },
    body: { version: held.version, paiements: [{ mode: "especes", montant: held.total_ttc + 100 }] },
  }),
);
const copy = must(await cashier.POST("/api/ventes/{id}/duplicata", { params: { path: { id }, ...key() } }));
const refund = must(
  await cashier.POST("/api/ventes/{id}/rembourser", {
    params: { path: { id }, ...key() },
    body: {
      avoir_id: avoir,
      lignes: [{ id: returned, ligne_id: line, quantite: 1000 }],
      paiements: [{ mode: "especes", montant: 450 }],
      motif: "ne convient pas",
    },
  }),
);
const x = must(await owner.GET("/api/caisses/{nom}/x", { params: { path } }));
const expected = x.especes_attendues ?? NaN;
const count = must(await cashier.POST("/api/caisses/{nom}/fermer", { params: { path, ...key() }, body: { compte: expected } }));
const { aujourdhui } = must(await owner.GET("/api/clotures/attente", {}));
const z = must(await owner.POST("/api/clotures", { params: key(), body: { genre: "jour", periode: aujourdhui } }));
const archive: ArrayBuffer = must(
  await owner.GET("/api/archives/{periode}", { params: { path: { periode: aujourdhui } }, parseAs: "arrayBuffer" }),
) as unknown as ArrayBuffer;

const told: readonly (readonly [string, unknown, unknown])[] = [
  ["sent to the till", sent.etat, "en_attente"],
  ["paid", [receipt.numero, receipt.total_ttc, receipt.rendu], ["C1-000001", 900, 100]],
  ["copied", [copy.numero, copy.duplicata], ["C1-000001", 1]],
  ["refunded", [refund.numero, refund.total_ttc, refund.numero_origine], ["C1-000002", -450, "C1-000001"]],
  ["X", [x.tickets.length, expected], [2, 10_450]],
  ["count", [count.ecart, count.x.especes_attendues], [0, 10_450]],
  ["Z", [z.periode, z.tickets, z.total_ttc, z.avoirs], [aujourdhui, 2, 450, 1]],
  ["archive", new TextDecoder().decode(archive.slice(0, 2)), "PK"],
];
for (const [what, found, wanted] of told) {
  if (JSON.stringify(found) !== JSON.stringify(wanted)) {
    throw new Error(`${what}: ${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`);
  }
}
console.log(told.map(([what]) => what).join(", "));
