/** Hostile tills: people with a seller's or a cashier's rights, or none, who want the shop to stop. */
import { connect } from "node:net";
import { PASSWORD, type Person, uuidv7 } from "../../tests/support/server.ts";
import { Fuzz } from "../../tests/support/hostile.ts";
import { memoryOf } from "./processes.ts";
import { Tally } from "./tally.ts";
import { ask, pause, type World } from "./world.ts";

/** One thing that a hostile till does, once. */
type Attack = (world: World, person: Person, fuzz: Fuzz) => Promise<unknown>;

const values = (rows: number) => `(VALUES ${Array.from({ length: rows }, (_, at) => `(${at})`).join(",")})`;
const upper = "upper(".repeat(90) + "libelle" + ")".repeat(90);

const STATEMENTS: readonly string[] = [
  `SELECT count(*) AS n FROM ${Array.from({ length: 7 }, () => values(60)).join(", ")}`,
  `SELECT count(*) AS n FROM ${values(500)} a, ${values(500)} b, ventes v WHERE v.note = a.column1 || b.column1`,
  `SELECT ${upper} AS a, ${upper} AS b FROM produits`,
  "SELECT (SELECT count(*) FROM lignes_vente l WHERE l.total_ttc < v.total_ttc) AS n FROM ventes v",
  "SELECT * FROM lignes_vente",
  `WITH ${Array.from({ length: 400 }, (_, at) => `c${at} AS (SELECT 1 AS a)`).join(", ")} SELECT a FROM c0`,
  "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) AS m FROM n",
  `SELECT ${Array.from({ length: 8 }, (_, at) => `? AS a${at}`).join(", ")}`,
];
const WRITES: readonly string[] = [
  `UPDATE ventes SET note = 'x' WHERE id IN (SELECT a.column1 FROM ${Array.from({ length: 7 }, () => values(60)).join(", ")} a)`,
  "UPDATE ventes SET note = (SELECT group_concat(libelle) FROM produits, equipe, categories) WHERE etat = 'brouillon'",
  "DELETE FROM lignes_vente WHERE total_ttc < (SELECT max(total_ttc) FROM ventes)",
  "UPDATE lignes_vente SET position = position + 1",
];

const query = (type: string, text: string, params: readonly unknown[] = []) => ({ type, query: text, params });

const ATTACKS: readonly Attack[] = [
  (world, person) => {
    const text = world.random.pick(STATEMENTS);
    const params = text.includes("? AS") ? Array.from({ length: 8 }, () => "x".repeat(100_000)) : [];
    return ask(person, "/api/query", query("select", text, params));
  },
  (world, person) => ask(person, "/api/query", query("update", world.random.pick(WRITES))),
  // A ticket of many lines, each of which makes the next one dearer.
  async (_, person) => {
    const id = uuidv7();
    const lines = Array.from(
      { length: 99 },
      () => query("insert", "INSERT INTO lignes_vente (id, vente_id, produit_id) VALUES (?, ?, 1)", [uuidv7(), id]),
    );
    const head = query("insert", "INSERT INTO ventes (id) VALUES (?)", [id]);
    await ask(person, "/api/query", { type: "batch", queries: [head, ...lines] });
    return ask(person, "/api/query", query("update", "UPDATE lignes_vente SET position = position + 1 WHERE vente_id = ?", [id]));
  },
  // Answers to be kept for 30 days.
  (_, person) => {
    const text = "INSERT INTO ventes (id, note) VALUES (?, ?) RETURNING *, hex(note) AS h, hex(note) AS i";
    const notes = Array.from({ length: 90 }, () => query("insert", text, [uuidv7(), "é".repeat(900)]));
    return ask(person, "/api/query", { type: "batch", queries: notes });
  },
  (_, person, fuzz) => ask(person, "/api/query", fuzz.mutate(query("select", "SELECT id FROM produits WHERE id = ?", [1]))),
  (world) => unfinished(world, "POST /api/auth HTTP/1.1\r\nHost: localhost\r\nContent-Length: 900000\r\n\r\n{"),
  (world) => unfinished(world, "GET /api/health HTTP/1.1\r\nHost: localhost\r\nX-Slow: "),
  (world) => unfinished(world, ""),
  async (_, person) => {
    const response = await person.post("/api/auth", { username: "patron", password: `${PASSWORD}!` });
    await response.body?.cancel();
    return { status: response.status };
  },
  async (world, person) => {
    const socket = person.socket();
    socket.onerror = () => {};
    await new Promise((resolve) => {
      socket.onopen = resolve;
      socket.onclose = resolve;
    });
    if (socket.readyState === WebSocket.OPEN) socket.send("x".repeat(world.random.between(1, 200_000)));
    await pause(200);
    socket.close();
  },
];

export interface Siege {
  /** MiB of the server at most. */
  readonly memory: number;
  /** What the hostile tills were answered. */
  readonly answers: Tally;
}

/** `count` hostile seats for some time, beside whoever works. */
export async function siege(world: World, count: number, ms: number): Promise<Siege> {
  const until = performance.now() + ms;
  const answers = new Tally();
  let memory = 0;
  const watch = setInterval(() => memory = Math.max(memory, memoryOf(world.server.process.pid) ?? 0), 250);
  const lanes = Array.from({ length: count }, async (_, at) => {
    const fuzz = new Fuzz(world.random.bits());
    const seat = world.seats[at % world.seats.length]!;
    using person = world.server.at(`127.0.9.${at % 250 + 2}`);
    person.token = seat.person.token;
    while (performance.now() < until) {
      try {
        const answer = await world.random.pick(ATTACKS)(world, person, fuzz) as { status?: number; body?: { code?: string } };
        if (answer?.status !== undefined) answers.answered("a hostile request", answer.status, answer.body?.code);
      } catch (error) {
        if ((error as Error).name === "AssertionError") answers.bugs.push((error as Error).message);
        else answers.lost += 1;
      }
      await pause(world.random.between(0, 20));
    }
  });
  await Promise.all(lanes);
  clearInterval(watch);
  world.tally.bugs.push(...answers.bugs);
  return { memory, answers };
}

/** Sends the beginning of a request and says no more. */
async function unfinished(world: World, text: string): Promise<void> {
  const socket = connect({ host: "127.0.0.1", port: world.server.port, localAddress: `127.0.8.${world.random.between(2, 250)}` });
  socket.on("error", () => {});
  socket.write(text);
  await pause(world.random.between(100, 3_000));
  socket.destroy();
}
