/**
 * Compares this build with what else a shop's server could stand on, each started here with the same rows and a token that each
 * checks: in every round each figure is taken at one after the other, and what counts is its ratio to this build's in that round.
 *
 * What they do is not the same: each insert of Comptoir's is judged, completed, journaled and on disk before it is answered. FULL is
 * as durable and keeps no journal; NORMAL loses at a power cut what it answered last.
 */
import { join } from "node:path";
import { Side } from "./against/side.ts";
import { KeptConnection } from "./against/kept_connection.ts";
import { BY_KEY, SALE } from "./against/measurements.ts";
import { median, processMs, quantile, table } from "./figures.ts";
import { fastifyPeers } from "./peers/fastify.ts";
import { askOf, loadOf, NotToBeHad, type Peer, type Question } from "./peers/peer.ts";
import { pocketBasePeers } from "./peers/pocketbase.ts";
import { wrk } from "./wrk.ts";

const HERE = new URL("../..", import.meta.url).pathname;
const CONNECTIONS = 50;
/** Of one till alone, in each round. */
const ALONE = 400;

interface Measurement {
  readonly figures: readonly { readonly what: string; readonly unit: string }[];
  /** As many values as there are figures. */
  measure(peer: Peer, seconds: number): Promise<readonly number[]>;
}

interface Taken {
  readonly what: string;
  readonly unit: string;
  /** By peer, round by round. */
  readonly values: readonly number[][];
}

export async function measurePeers(rounds: number, seconds: number): Promise<string> {
  const folder = await Deno.makeTempDir({ prefix: "comptoir-peers-" });
  const { peers, missing } = await open(folder);
  try {
    const taken = new Map(
      MEASUREMENTS.map((one) => [one, one.figures.map((figure) => ({ ...figure, values: peers.map(() => []) }))]),
    );
    for (let round = 0; round < rounds; round++) {
      console.error(`  round ${round + 1} of ${rounds}`);
      for (const [{ measure }, figures] of taken) {
        for (const which of inTurn(peers.length, round)) {
          const values = await measure(peers[which]!, seconds);
          for (const [at, value] of values.entries()) (figures[at]!.values[which] as number[]).push(value);
        }
      }
    }
    const head =
      `This build beside others, medians of ${rounds} interleaved rounds of ${seconds} s; in brackets the ratio to this build:`;
    return ["", head, "", table(["", ...peers.map(({ name }) => name)], [...taken.values()].flat().map(row)), ...missing].join(
      "\n",
    );
  } finally {
    for (const peer of peers) await peer.dispose();
    await Deno.remove(folder, { recursive: true });
  }
}

/** This build first, then what of the others can be had here; `missing` says why one cannot. */
async function open(folder: string): Promise<{ peers: Peer[]; missing: string[] }> {
  const peers = [await comptoir()];
  const missing: string[] = [];
  for (const [name, start] of [["fastify", fastifyPeers], ["pocketbase", pocketBasePeers]] as const) {
    try {
      const own = join(folder, name);
      await Deno.mkdir(own);
      peers.push(...await start(own));
    } catch (error) {
      if (!(error instanceof NotToBeHad)) throw error;
      missing.push(`Left out: ${name} cannot be had here, for ${error.message}.`);
    }
  }
  return { peers, missing };
}

async function comptoir(): Promise<Peer> {
  const side = await Side.open("Comptoir, FULL", HERE);
  const asked = { method: "POST", path: "/api/query", token: side.seller.token! } as const;
  return {
    name: side.name,
    port: side.server.port,
    pid: side.server.process.pid,
    insert: { ...asked, body: { ...SALE, params: ["{uuid}"] } },
    byKey: { ...asked, body: BY_KEY },
    dispose: () => side.dispose(),
  };
}

function alone(what: string, question: (peer: Peer) => Question): Measurement {
  return {
    figures: [{ what: `one till alone: ${what}, p50`, unit: "ms" }, { what: "  processor for each", unit: "µs" }],
    measure: async (peer) => {
      const asks = Array.from({ length: ALONE }, () => askOf(question(peer)));
      const connection = await KeptConnection.open(peer.port);
      try {
        const before = processMs(peer.pid);
        const times: number[] = [];
        for (const ask of asks) times.push(await connection.ask(ask));
        return [quantile(times, 0.5), (processMs(peer.pid) - before) / ALONE * 1000];
      } finally {
        connection.close();
      }
    },
  };
}

function many(what: string, question: (peer: Peer) => Question): Measurement {
  return {
    figures: [{ what: `${CONNECTIONS} connections: ${what}`, unit: "/s" }, { what: "  processor for each", unit: "µs" }],
    measure: async (peer, seconds) => {
      const asked = question(peer);
      const before = processMs(peer.pid);
      const { perSecond, answers, failed } = await wrk(urlOf(peer, asked), CONNECTIONS, seconds, loadOf(asked));
      if (failed > 0) throw new Error(`${peer.name}, ${what}: ${failed} answers were no success`);
      return [perSecond, (processMs(peer.pid) - before) / answers * 1000];
    },
  };
}

const MEASUREMENTS: readonly Measurement[] = [
  alone("insert", ({ insert }) => insert),
  alone("read by key", ({ byKey }) => byKey),
  many("insert", ({ insert }) => insert),
  many("read by key", ({ byKey }) => byKey),
];

/** Whoever is measured first has the quieter machine: each round another begins. */
function inTurn(count: number, round: number): number[] {
  return Array.from({ length: count }, (_, at) => (at + round) % count);
}

function row({ what, unit, values }: Taken): string[] {
  const [ours] = values;
  const told = (value: number) => `${value < 10 ? value.toFixed(2) : Math.round(value).toLocaleString("en")} ${unit}`;
  const cells = values.map((theirs, which) => {
    const ratio = which === 0 ? "" : ` (${median(theirs.map((value, at) => value / ours![at]!)).toFixed(2)} ×)`;
    return told(median(theirs)) + ratio;
  });
  return [what, ...cells];
}

function urlOf({ port }: Peer, { path }: Question): string {
  return `http://127.0.0.1:${port}${path}`;
}
