/** Node with Fastify and better-sqlite3, all of it from npm, in a folder that is thrown away. */
import { join } from "node:path";
import { end, NotToBeHad, type Peer, run } from "./peer.ts";

const SERVER = new URL("./fastify_server.ts", import.meta.url).pathname;
const PACKAGES = ["fastify@5.12.8", "better-sqlite3@13.2.0"];
/** The runtime is a package as well, so that each machine measures the same one. */
const NODE = "24.22.3";

/** Of one installation a server for each way to commit. */
export async function fastifyPeers(folder: string): Promise<Peer[]> {
  if (Deno.build.os !== "linux") throw new NotToBeHad("which package of npm has Node is known here for Linux alone");
  const node = `node-linux-${Deno.build.arch === "aarch64" ? "arm64" : "x64"}`;
  await Deno.writeTextFile(join(folder, "package.json"), '{"private":true,"type":"module"}');
  // Scripts of packages would build what is there already.
  const options = ["install", "--silent", "--ignore-scripts", "--no-audit", "--no-fund", "--engine-strict=false"];
  await run("npm", [...options, ...PACKAGES, `${node}@${NODE}`], folder);
  await Deno.copyFile(SERVER, join(folder, "server.ts"));
  const program = join(folder, "node_modules", node, "bin", "node");
  const peers: Peer[] = [];
  for (const synchronous of ["FULL", "NORMAL"]) peers.push(await start(program, folder, synchronous));
  return peers;
}

async function start(program: string, folder: string, synchronous: string): Promise<Peer> {
  const args = ["server.ts", join(folder, `${synchronous}.db`), synchronous];
  const process = new Deno.Command(program, { args, cwd: folder, stdin: "null", stdout: "piped", stderr: "null" }).spawn();
  const reader = process.stdout.pipeThrough(new TextDecoderStream()).getReader();
  const { value = "" } = await reader.read();
  const [port, token] = value.trim().split(" ");
  if (token === undefined) throw new NotToBeHad("Fastify's server did not start");
  return {
    name: `Fastify, ${synchronous}`,
    port: Number(port),
    pid: process.pid,
    insert: { method: "POST", path: "/ventes", token, body: { id: "{uuid}" } },
    byKey: { method: "GET", path: "/produits/1", token },
    dispose: async () => {
      await reader.cancel();
      await end(process);
    },
  };
}
