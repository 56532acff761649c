/** A card terminal on the network: it understands Caisse-AP as one does, moves money by itself, and fails as it is told. */
import type { Socket } from "node:net";
import { ListeningDevice, turnedOn } from "./listening.ts";

export type Behaviour =
  | "ok"
  /** The same answer, a byte in each segment. */
  | "segments"
  | "refused"
  /** The customer pressed the red key: no amount is told. */
  | "cancelled"
  /** Half of the amount is accepted. */
  | "partial"
  /** Taken on first, done then. */
  | "taken_on"
  | "meal_card"
  /** Nothing is ever said. */
  | "silent"
  /** The plug is pulled when the card is charged, before a byte of the answer. */
  | "cut_after"
  | "junk"
  /** It says that it was done with more than was asked. */
  | "more";

export interface Request {
  readonly fields: Readonly<Record<string, string>>;
  readonly bytes: string;
}

export class TestTerminal extends ListeningDevice {
  behaviour: Behaviour = "ok";
  /** Bytes of the answer after which its plug is pulled. */
  pulledAt: number | null = null;
  /** Bytes of a request, at the most, that it hears before that. */
  deafAt: number | null = null;
  /** It tells last how much it was, after it has told that it was done. */
  amountLast = false;
  /** While it is set the customer looks for the card. */
  waits: Promise<void> | null = null;
  readonly requests: Request[] = [];
  /** Cents that really left customers' cards, less what went back: the bank's word. */
  taken = 0;
  /** Times a card was charged. */
  charges = 0;
  constructor() {
    super(8888);
  }

  static open(): Promise<TestTerminal> {
    return turnedOn(() => new TestTerminal());
  }

  /** Works as it should again, and remembers nothing. */
  reset(): void {
    this.behaviour = "ok";
    this.pulledAt = null;
    this.amountLast = false;
    this.taken = this.charges = 0;
    this.requests.length = 0;
  }

  /** The next customer has to be waited for; what is returned lets them pay. */
  customerWaits(): () => void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.waits = promise;
    return () => {
      this.waits = null;
      resolve();
    };
  }

  protected override serve(socket: Socket): void {
    socket.setNoDelay(true);
    let text = "";
    socket.on("data", (bytes: Uint8Array) => {
      if (this.deafAt !== null && text.length + bytes.length >= this.deafAt) return void socket.resetAndDestroy();
      text += String.fromCharCode(...bytes);
      const fields = fieldsOf(text);
      // A payment ends with BA; what is tried out, with the till's number.
      if (fields === null || !("BA" in fields || ("CA" in fields && Object.keys(fields).length === 3))) return;
      this.requests.push({ fields, bytes: text });
      text = "";
      void this.#answer(socket, fields);
    });
  }

  async #answer(socket: Socket, fields: Record<string, string>): Promise<void> {
    if (this.waits !== null) await this.waits;
    const { behaviour } = this;
    if (behaviour === "silent") return;
    if (behaviour === "junk") return void socket.write("\u0006HTTP/1.1 400 Bad Request\r\n\r\n");
    const common = { ...fields };
    delete common["BA"];
    if (fields["CB"] === undefined || fields["CD"] === undefined) {
      return this.#say(socket, text({ ...common, AE: "01", AF: "09" }));
    }
    if (behaviour === "refused") return this.#say(socket, text({ ...common, AE: "01", AF: "04" }));
    if (behaviour === "cancelled") {
      delete common["CB"];
      return this.#say(socket, text({ ...common, AE: "01", AF: "06" }));
    }
    const asked = Number(fields["CB"]);
    const cents = behaviour === "partial" ? Math.floor(asked / 2) : behaviour === "more" ? asked + 1 : asked;
    this.taken += fields["CD"] === "0" ? cents : -cents;
    this.charges++;
    if (behaviour === "cut_after") return void socket.destroy();
    if (behaviour === "taken_on") socket.write(text({ ...common, AE: "11" }));
    const amount = { CB: String(cents).padStart(2, "0") };
    if (this.amountLast) delete common["CB"];
    const done = {
      ...{ ...common, ...this.amountLast ? {} : amount, AE: "10", CC: behaviour === "meal_card" ? "00E" : "001" },
      ...{ AA: "497010######1234", AC: "A1B2C3", ...this.amountLast ? amount : {} },
    };
    await this.#say(socket, text(done), behaviour === "segments");
  }

  async #say(socket: Socket, answer: string, bytewise = false): Promise<void> {
    const said = this.pulledAt === null ? answer : answer.slice(0, this.pulledAt);
    for (const part of bytewise ? said : [said]) {
      if (part !== "") await new Promise<void>((resolve) => socket.write(part, () => setTimeout(resolve, bytewise ? 1 : 0)));
    }
    if (this.pulledAt !== null) socket.end();
  }
}

/** Bytes of the answer to a payment of so many cents: each is one at which a plug may be pulled. */
export function answerLength(cents: number): number {
  return text({
    ...{ CZ: "0300", CJ: "0".repeat(12), CA: "01", CB: String(cents).padStart(2, "0"), CD: "0", CE: "978", AE: "10" },
    ...{ CC: "001", AA: "497010######1234", AC: "A1B2C3" },
  }).length;
}

function text(fields: Readonly<Record<string, string>>): string {
  return Object.entries(fields).map(([tag, value]) => `${tag}${String(value.length).padStart(3, "0")}${value}`).join("");
}

/** null while it is not whole. Throws at what no terminal understands. */
function fieldsOf(bytes: string): Record<string, string> | null {
  const fields: Record<string, string> = {};
  for (let at = 0; at < bytes.length;) {
    const head = /^([A-Z]{2})(\d{3})/.exec(bytes.slice(at, at + 5));
    if (head === null) {
      if (bytes.length - at < 5) return null;
      throw new Error(`no terminal understands ${bytes}`);
    }
    const end = at + 5 + Number(head[2]);
    if (end > bytes.length) return null;
    fields[head[1]!] = bytes.slice(at + 5, end);
    at = end;
  }
  return fields;
}
