/** What two builds are compared by: each is measured at one side at a time, and says what the other is wanted to be beside it. */
import { closeSync, fsyncSync, openSync, rmSync, writeSync } from "node:fs";
import { uuidv7 } from "../../../tests/support/server.ts";
import { footprint } from "../attacks/footprint.ts";
import { quantile } from "../figures.ts";
import { type Load, wrk } from "../wrk.ts";
import { type Ask, KeptConnection, listen } from "./kept_connection.ts";
import { PRODUCTS, type Side, SOCKETS } from "./side.ts";

export interface Figure {
  readonly what: string;
  readonly unit: "/s" | "ms" | "µs" | "MiB" | "KiB";
  /** Its ratio to the other build's: at least so much where more is better, at most where less is. Null: nothing is held to it. */
  readonly wanted: readonly ["≥" | "≤", number] | null;
}

export interface Measurement {
  /** By this it is asked for alone. */
  readonly section: string;
  readonly figures: readonly Figure[];
  /** As many values as there are figures. */
  measure(side: Side, seconds: number): Promise<readonly number[]>;
}

const CONNECTIONS = 50;
/** Of one till alone, in each round; those of payments are made before. */
const ALONE = 400;
const PAYMENTS = 60;
/** Of a sale's commit, as the log holds them, and of a log that is written anew from its beginning. */
const COMMIT_PAGES = 7;
const FRAME_BYTES = 4_096 + 24;
const LOG_FRAMES = 2_100;
/** Of a ticket whose room on the disk is measured. */
const LINES = 3;

const INSERT = "INSERT INTO ventes (id) VALUES (?)";
const LINE = "INSERT INTO lignes_vente (id, vente_id, produit_id, quantite, position) VALUES (?, ?, ?, 1000, ?)";
export const BY_KEY = { type: "select", query: "SELECT id, libelle, prix_ttc FROM produits WHERE id = ?", params: [1] };
const LIST = { type: "select", query: `SELECT * FROM produits ORDER BY id LIMIT ${PRODUCTS}`, params: [] };
const ticket = (lines: number) => ({
  type: "batch",
  queries: [
    { type: "insert", query: INSERT, params: ["{uuid}"] },
    ...Array.from(
      { length: lines },
      (_, at) => ({ type: "insert", query: LINE, params: [`{uuid${at + 1}}`, "{uuid}", at + 1, at] }),
    ),
  ],
});
export const SALE = { type: "insert", query: INSERT, params: ["{uuid}"] };

/** Answers per second at fifty connections, and microseconds of processor for each. */
function many(what: string, wanted: number, cpu: number | null, path: string, load: (side: Side) => Load): Measurement {
  const figures: Figure[] = [{ what: `${CONNECTIONS} connections: ${what}`, unit: "/s", wanted: ["≥", wanted] }];
  figures.push({ what: "  processor for each", unit: "µs", wanted: cpu === null ? null : ["≤", cpu] });
  return {
    section: "many",
    figures,
    measure: async (side, seconds) => {
      const before = side.cpuMs;
      const { perSecond, answers } = await loaded(side, path, CONNECTIONS, seconds, load(side));
      return [perSecond, (side.cpuMs - before) / answers * 1000];
    },
  };
}

async function loaded(side: Side, path: string, connections: number, seconds: number, load: Load) {
  const measured = await wrk(`${side.server.url}${path}`, connections, seconds, load);
  if (measured.failed > 0) throw new Error(`${side.name}, ${path}: ${measured.failed} answers were no success`);
  return measured;
}

/** The median of what one till waits for while nobody else asks. */
function alone(what: string, wanted: number, asks: (side: Side) => Promise<readonly Ask[]>): Measurement {
  return {
    section: "alone",
    figures: [
      { what: `one till alone: ${what}, p50`, unit: "ms", wanted: ["≤", wanted] },
      { what: "  processor for each", unit: "µs", wanted: null },
    ],
    measure: async (side) => {
      const all = await asks(side);
      const connection = await KeptConnection.open(side.server.port);
      try {
        const before = side.cpuMs;
        const times: number[] = [];
        for (const ask of all) times.push(await connection.ask(ask));
        return [quantile(times, 0.5), (side.cpuMs - before) / all.length * 1000];
      } finally {
        connection.close();
      }
    },
  };
}

/** The least that any build can wait for whose answers are on the disk: what a commit writes, and its way there. */
const diskAlone: Measurement = {
  section: "alone",
  figures: [{ what: `  of which the disk alone: ${COMMIT_PAGES} pages over an old log`, unit: "ms", wanted: null }],
  measure: ({ server }) => {
    const path = `${server.dir}/disk-alone`;
    const file = openSync(path, "wx");
    try {
      const frame = new Uint8Array(FRAME_BYTES);
      for (let at = 0; at < LOG_FRAMES; at++) writeSync(file, frame, 0, FRAME_BYTES, at * FRAME_BYTES);
      fsyncSync(file);
      const times: number[] = [];
      for (let at = 0; at + COMMIT_PAGES <= LOG_FRAMES; at += COMMIT_PAGES) {
        const began = performance.now();
        for (let page = at; page < at + COMMIT_PAGES; page++) writeSync(file, frame, 0, FRAME_BYTES, page * FRAME_BYTES);
        fsyncSync(file);
        times.push(performance.now() - began);
      }
      return Promise.resolve([quantile(times, 0.5)]);
    } finally {
      closeSync(file);
      rmSync(path);
    }
  },
};

const queries = (side: Side, body: () => unknown, count = ALONE): Promise<Ask[]> =>
  Promise.resolve(Array.from({ length: count }, () => (
    { method: "POST", path: "/api/query", token: side.seller.token!, body: JSON.stringify(body()) }
  )));

async function payments(side: Side, lines = 1): Promise<Ask[]> {
  const tickets = await side.tickets(PAYMENTS, lines);
  return tickets.map(({ id, version }) => ({
    method: "POST",
    path: `/api/ventes/${id}/encaisser`,
    token: side.cashier.token!,
    body: JSON.stringify({ version, paiements: [{ mode: "especes", montant: 450 * lines }] }),
    headers: { "Idempotency-Key": crypto.randomUUID() },
  }));
}

/** While fifty tills write, two ask by key. */
const besideWriters: Measurement = {
  section: "many",
  figures: [{ what: "two readers beside fifty writers: p99", unit: "ms", wanted: ["≤", 0.5] }],
  measure: async (side, seconds) => {
    const writing = loaded(side, "/api/query", CONNECTIONS, seconds + 1, { token: side.seller.token!, body: SALE });
    const { p99Ms } = await loaded(side, "/api/query", 2, seconds, { token: side.seller.token!, body: BY_KEY });
    await writing;
    return [p99Ms];
  },
};

/** While as many sockets hear of each as there are tills; `query` is how they ask for it, which another build may not know. */
function told(how: string, wanted: number | null, query: string): Measurement {
  return {
    section: "live",
    figures: [{
      what: `insert while ${SOCKETS} sockets hear of each${how}`,
      unit: "/s",
      wanted: wanted === null ? null : ["≥", wanted],
    }],
    measure: async (side, seconds) => {
      const sockets: Deno.TcpConn[] = [];
      for (let at = 0; at < SOCKETS; at++) {
        sockets.push(await listen(side.server.port, side.sessions[at % side.sessions.length]!, query));
      }
      const dropped = async () => (await (await side.owner.get("/api/metrics")).json()).realtime.dropped as number;
      const before = await dropped();
      const { perSecond } = await loaded(side, "/api/query", CONNECTIONS, seconds, { token: side.seller.token!, body: SALE });
      if (await dropped() > before) throw new Error(`${side.name}: a listener was too slow`);
      for (const socket of sockets) socket.close();
      return [perSecond];
    },
  };
}

const weight: Measurement = {
  section: "weight",
  figures: [{ what: "memory in use, with its processes", unit: "MiB", wanted: ["≤", 0.7] }],
  measure: async (side) => [(await footprint(side.server, side.owner)).bytes / 2 ** 20],
};

/** With all that is kept of it: its rows, the journal of each step, what was signed. */
const kept: Measurement = {
  section: "disk",
  figures: [{ what: `a paid ticket of ${LINES} lines on the disk`, unit: "KiB", wanted: ["≤", 0.45] }],
  measure: async (side) => {
    const before = side.bytes;
    const asks = await payments(side, LINES);
    const connection = await KeptConnection.open(side.server.port);
    for (const ask of asks) await connection.ask(ask);
    connection.close();
    return [(side.bytes - before) / asks.length / 1024];
  },
};

export const MEASUREMENTS: readonly Measurement[] = [
  // Before anything else was asked of it.
  weight,
  kept,
  alone("insert", 0.55, (side) => queries(side, () => ({ ...SALE, params: [uuidv7()] }))),
  diskAlone,
  alone("select by key", 0.5, (side) => queries(side, () => BY_KEY)),
  alone("payment", 0.6, (side) => payments(side)),
  many("insert of a sale", 1.8, 0.55, "/api/query", ({ seller }) => ({ token: seller.token!, body: SALE })),
  many("insert, one row", 1.6, null, "/api/query", ({ owner }) => {
    return {
      token: owner.token!,
      body: { type: "insert", query: "INSERT INTO categories (nom) VALUES (?)", params: ["{uuid}"] },
    };
  }),
  many("a ticket of five lines", 1.8, null, "/api/query", ({ seller }) => ({ token: seller.token!, body: ticket(5) })),
  many("a ticket of twenty lines", 1.8, null, "/api/query", ({ seller }) => ({ token: seller.token!, body: ticket(20) })),
  many("select by key", 1.5, null, "/api/query", ({ seller }) => ({ token: seller.token!, body: BY_KEY })),
  many(`a list of ${PRODUCTS} rows`, 2, null, "/api/query", ({ seller }) => ({ token: seller.token!, body: LIST })),
  many("health", 1.3, null, "/api/health", () => ({})),
  besideWriters,
  told("", 2.5, "?together=1"),
  told(", in a frame of its own", null, ""),
];
