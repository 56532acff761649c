/**
 * A till's ear by other people's tools: whatever a socket hears of a shop at work is valid by the document, as `ajv` reads it.
 * Arguments: the document's file, the server's address.
 */
// deno-lint-ignore-file no-import-prefix -- of no use to the program: they come when the command is run
import { Ajv } from "npm:ajv@8.20.0";
import addFormats from "npm:ajv-formats@3.0.1";

const [file, baseUrl] = Deno.args as [string, string];
const PASSWORD = "mot de passe";
const KINDS = ["data_change", "data_changes", "heartbeat", "hello", "presence", "reset"];

const { channels, operations, components } = JSON.parse(await Deno.readTextFile(file));
const ajv = new Ajv({ allErrors: true });
addFormats.default(ajv);
ajv.addVocabulary(["components"]);
ajv.addSchema({ $id: "live", components });
const [[id, channel]] = Object.entries(channels) as [[string, { address: string }]];
const told = operations[`${id}Told`].messages as { $ref: string }[];
const valid = told.map(({ $ref }) => ajv.getSchema(`live#/components/schemas/${$ref.split("/").at(-1)}`)!);

const asked = async (path: string, body: unknown, token: string) => {
  const headers = { "content-type": "application/json", authorization: `Bearer ${token}` };
  const answer = await fetch(`${baseUrl}${path}`, { method: "POST", body: JSON.stringify(body), headers });
  if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
  return await answer.json();
};
const { token } = await asked("/api/auth", { username: "patron", password: PASSWORD }, "");

const kinds = new Set<string>();
const done = Promise.withResolvers<void>();
const address = `${baseUrl.replace(/^http/, "ws")}${channel.address}?together=1&presence=1&epoch=another&since=0`;
const socket = new WebSocket(address, ["comptoir.v1", `bearer.${token}`]);
socket.onmessage = ({ data }) => {
  const message = JSON.parse(data);
  if (valid.filter((validate) => validate(message)).length !== 1) done.reject(new Error(`not as it is described: ${data}`));
  kinds.add(message.type);
  if (KINDS.every((kind) => kinds.has(kind))) done.resolve();
};
socket.onclose = ({ code }) => done.reject(new Error(`closed with ${code} after ${[...kinds]}`));
socket.onopen = async () => {
  socket.send(JSON.stringify({ type: "ping" }));
  const query = "INSERT INTO produits (libelle, prix_ttc) VALUES ('Café', 250)";
  const add = () => asked("/api/query", { type: "insert", query }, token).catch(done.reject);
  await add();
  // Whether they meet in one commit is for the writer to say.
  for (let times = 0; times < 100 && !kinds.has("data_changes"); times++) await Promise.all(Array.from({ length: 20 }, add));
};
await done.promise;
socket.onclose = null;
socket.close();
