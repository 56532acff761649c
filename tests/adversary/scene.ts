/** The shop that is attacked: its people, its drafts, and how an attempt is sent. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join as joinPath } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { sendRaw } from "../support/feed.ts";
import { answerOf, PASSWORD, Person, type TestServer, uuidv7 } from "../support/server.ts";
import { Staff } from "../support/staff.ts";
import type { Http, Sending, Sent, Who } from "./attempt.ts";
import { claimsOf, FORGERIES, type Loot } from "./forgery.ts";

/** For what the server makes in a process of its own, on a machine that has much else to do. */
const LONG_MS = 30_000;

export interface Outcome {
  /** null: the connection was closed without an answer. */
  readonly status: number | null;
  readonly code: string | null;
  /** The close code of a socket. */
  readonly close: number | null;
  readonly heartbeat: boolean;
  readonly text: string;
}
/** What anybody could have changed, and its columns: SQLite writes thousands of rows as JSON three times as fast as we do. */
const TABLES = `SELECT t.name, group_concat('"' || c.name || '"') AS columns
  FROM sqlite_schema t, pragma_table_info(t.name) c
  WHERE t.type = 'table' AND (t.name = '_users' OR t.name NOT GLOB '_*' AND t.name NOT GLOB 'sqlite_*') GROUP BY t.name`;
const NOTHING: Outcome = { status: null, code: null, close: null, heartbeat: false, text: "" };

export class Scene {
  #last = 0;
  readonly #disk: DatabaseSync;
  #seen = { version: -1, rows: "" };
  private constructor(
    readonly server: TestServer,
    readonly owner: Person,
    readonly tokens: Readonly<Record<Exclude<Who, "nobody">, string>>,
    readonly values: ReadonlyMap<string, string>,
  ) {
    this.#disk = new DatabaseSync(joinPath(server.dir, "comptoir.db"), { readOnly: true });
  }

  static async open(): Promise<Scene> {
    // The limit of requests has a test of its own; here it would refuse for another reason.
    const roles = { vendeur1: "vendeur", vendeur2: "vendeur", caisse1: "caisse", zoé: "vendeur" } as const;
    const { server, owner, people } = await Staff.open(roles, { flags: ["--rate-limit", "0"] });
    const { vendeur1: seller, vendeur2: other, caisse1: cashier } = people;
    await fill(owner);
    const drafts = {
      mine: uuidv7(),
      theirs: uuidv7(),
      his: uuidv7(),
      cancelled: uuidv7(),
      "my line": uuidv7(),
      "their line": uuidv7(),
    };
    for (
      const [who, id, line] of [
        [seller, drafts.mine, drafts["my line"]],
        [other, drafts.theirs, drafts["their line"]],
        [cashier, drafts.his, null],
        [seller, drafts.cancelled, null],
      ] as const
    ) {
      await done(who, "insert", "INSERT INTO ventes (id) VALUES (?)", [id]);
      const row = [line, id];
      if (line !== null) await done(who, "insert", "INSERT INTO lignes_vente (id, vente_id, produit_id) VALUES (?, ?, 1)", row);
    }
    await done(seller, "update", "UPDATE ventes SET etat = 'annulee' WHERE id = ?", [drafts.cancelled]);

    const { token: ended } = await seller.at("127.0.0.6").signIn("vendeur1", PASSWORD);
    const gone = server.at("127.0.0.6");
    gone.token = ended;
    await gone.fetch("/api/auth", { method: "DELETE" });
    gone.client.close();

    const tokens = { vendeur: seller.token!, caisse: cashier.token!, administrateur: owner.token! };
    const key = new Uint8Array(
      readFileSync(joinPath(server.dir, "token.key"), "utf8").trim().match(/../g)!.map((b) => parseInt(b, 16)),
    );
    const loot: Loot = { token: tokens.vendeur, claims: claimsOf(tokens.vendeur), owners: claimsOf(tokens.administrateur), key };
    const sessions = (await (await owner.get("/api/sessions")).json() as {
      sessions: { id: string; user: { username: string } }[];
    }).sessions;
    const sessionOf = (name: string) => sessions.find(({ user }) => user.username === name)!.id;
    const build = new URL("../../static/build", import.meta.url).pathname;
    const values = new Map<string, string>([
      ...Object.entries(drafts),
      ...Object.entries(tokens).map(([role, token]) => [`token:${role}`, token] as const),
      ...FORGERIES.map(({ name, make }) => [`forged:${name}`, make(loot)] as const),
      ["token:ended", ended],
      ["session:administrateur", sessionOf("patron")],
      ["session:vendeur", sessionOf("vendeur1")],
      ["seller.id", claimsOf(tokens.vendeur).sub!],
      ["other.id", claimsOf(other.token!).sub!],
      ["port", String(server.port)],
      ["asset", readdirSync(build).find((name) => name.endsWith(".js.br"))!.slice(0, -".br".length)],
    ]);
    for (const person of Object.values(people)) person.client.close();
    return new Scene(server, owner, tokens, values);
  }

  async close(): Promise<void> {
    this.#disk.close();
    this.owner.client.close();
    await this.server.dispose();
  }

  /** An address of one's own, so that what the journal says of an attempt is told apart, and no flood is seen. */
  nextAddress(): string {
    this.#last += 1;
    return `127.0.${8 + Math.floor(this.#last / 250)}.${1 + this.#last % 250}`;
  }

  addressOf({ as, at }: Sending, address: string): string {
    return (at ?? (as === "administrateur" ? "server" : "lan")) === "server" ? "127.0.0.1" : address;
  }

  async send(sending: Sending, lanAddress: string): Promise<Outcome> {
    const address = this.addressOf(sending, lanAddress);
    const token = sending.as === "nobody" ? null : this.tokens[sending.as];
    const sent = this.#filled(sending.sent);
    switch (sent.kind) {
      case "raw":
        return await this.#raw(address, sent.text, 300);
      case "http":
        return await this.#raw(address, this.#request(sent, token), LONG_MS);
      case "frames":
        return await this.#frames(address, token, sent.frames);
      case "sql":
      case "batch": {
        using person = this.server.at(address);
        person.token = token;
        const { kind, ...rest } = sent;
        const answer = await answerOf(await person.post("/api/query", kind === "batch" ? { type: "batch", ...rest } : rest));
        return { ...NOTHING, status: answer.status, code: answer.body?.code ?? null, text: JSON.stringify(answer.body) };
      }
    }
  }

  /** Every row that anybody could have changed: the shop's tables and the accounts, as they are on disk. */
  snapshot(): string {
    const { data_version } = this.#disk.prepare("PRAGMA data_version").get() as { data_version: number };
    // Nothing was written since.
    if (data_version === this.#seen.version) return this.#seen.rows;
    const written = this.#disk.prepare(TABLES).all().map(({ name, columns }) => {
      const { rows } = this.#disk.prepare(`SELECT json_group_array(json_array(${columns})) AS rows FROM "${name}"`).get()!;
      return `${name} ${rows}`;
    });
    const rows = written.join("\n");
    this.#seen = { version: data_version, rows };
    return rows;
  }

  #filled(sent: Sent): Sent {
    if (sent.kind === "frames") return sent;
    return JSON.parse(JSON.stringify(sent).replaceAll(/«([^»]+)»/g, (_, name: string) => this.#value(name))) as Sent;
  }

  #value(name: string): string {
    if (name === "uuid") return uuidv7();
    // The same each time it is asked for by this name; FIXED in capitals.
    if (/^fixed:/i.test(name)) {
      const hex = createHash("sha256").update(name.toLowerCase()).digest("hex");
      const id = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join("-");
      return name.startsWith("FIXED") ? id.toUpperCase() : id;
    }
    const value = this.values.get(name);
    if (value === undefined) throw new Error(`no value for «${name}»`);
    return value;
  }

  #request({ method, path, headers = [], body, anonymous, noHost }: Http, token: string | null): string {
    const given = headers.some(([name]) => name.toLowerCase() === "host");
    const bytes = body === undefined ? null : latin1(body);
    const lines = [
      ...(given || noHost === true ? [] : [`Host: localhost:${this.server.port}`]),
      ...(token === null || anonymous === true ? [] : [`Authorization: Bearer ${token}`]),
      ...(bytes === null ? [] : [`Content-Length: ${bytes.length}`]),
      ...headers.map(([name, value]) => `${name}: ${latin1(value)}`),
      "Connection: close",
    ];
    return `${method} ${latin1(path)} HTTP/1.1\r\n${lines.map((line) => `${line}\r\n`).join("")}\r\n${bytes ?? ""}`;
  }

  /** An upgraded connection says nothing more and stays open: `ms` are waited for then. */
  async #raw(address: string, text: string, ms: number): Promise<Outcome> {
    const bytes = Uint8Array.from(text, (char) => char.charCodeAt(0));
    const answer = await sendRaw(this.server, address, bytes, { ms });
    return { ...NOTHING, status: answer.status, code: /"code":"(\w+)"/.exec(answer.text)?.[1] ?? null, text: answer.text };
  }

  async #frames(address: string, token: string | null, frames: readonly (string | Uint8Array<ArrayBuffer>)[]): Promise<Outcome> {
    using person = this.server.at(address);
    person.token = token;
    const socket = person.socket();
    const { promise, resolve } = Promise.withResolvers<Outcome>();
    const timer = setTimeout(() => resolve({ ...NOTHING, text: "neither answered nor closed" }), 5_000);
    socket.onclose = ({ code, reason }) => resolve({ ...NOTHING, close: code, text: reason });
    socket.onerror = () => {};
    socket.onmessage = ({ data }) => {
      const { type } = JSON.parse(data as string) as { type: string };
      if (type === "hello") { for (const frame of frames) socket.send(frame); }
      if (type === "heartbeat" && frames.length === 1) resolve({ ...NOTHING, heartbeat: true });
    };
    const outcome = await promise;
    clearTimeout(timer);
    if (outcome.heartbeat) {
      const closed = new Promise((done) => socket.onclose = done);
      socket.close();
      await closed;
    }
    return outcome;
  }
}

/** UTF-8, one character a byte: what a raw socket sends. */
function latin1(text: string): string {
  return new TextEncoder().encode(text).reduce((out, byte) => out + String.fromCharCode(byte), "");
}

/** A catalogue, larger than what one write of a till may touch. */
async function fill(owner: Person): Promise<void> {
  const numbers = "WITH RECURSIVE n(i) AS (SELECT 3 UNION ALL SELECT i + 1 FROM n WHERE i < 5100)";
  await done(
    owner,
    "insert",
    "INSERT INTO produits (id, libelle, prix_ttc, tva) VALUES (1, 'Thé', 250, 550), (2, 'Pain', 120, 550)",
  );
  await done(owner, "insert", `${numbers} INSERT INTO produits (id, libelle, prix_ttc) SELECT i, 'Article ' || i, i FROM n`);
  await done(owner, "insert", "INSERT INTO clients (id, nom) VALUES (1, 'Zoé')");
}

async function done(who: Person, type: string, query: string, params?: unknown): Promise<void> {
  const { status, body } = await who.query(type, query, params);
  if (status !== 200) throw new Error(`${query}: ${JSON.stringify(body)}`);
}
