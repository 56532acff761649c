/** A receipt printer on the network: it reads ESC/POS as one does, refuses what it does not know, and fails as it is told. */
import type { Socket } from "node:net";
import { letterOf, type Printed } from "./printed.ts";
import { ListeningDevice, turnedOn } from "./listening.ts";
import { parsedStar } from "./star_paper.ts";

export type { Printed };

export interface Faults {
  /** Bytes of a connection after which its plug is pulled. */
  pulledAt: number | null;
  /** It takes the call and hangs up, as a print server does whose printer is off. */
  hangsUp: boolean;
  /** It takes everything and says nothing. */
  mute: boolean;
  /** It says nothing once a document has begun to arrive. */
  muteThen: boolean;
  /** What is wrong: answered to whoever asks. */
  trouble: "paper" | "cover" | "low" | null;
  /** The same, from the moment on at which a document begins to arrive. */
  troubleThen: "paper" | null;
}

/** What one connection brought. */
export interface Arrived {
  /** All but the questions. */
  readonly document: number[];
  /** Answered after the document had come. */
  confirmed: boolean;
  /** Questions that were answered on other lines while this one was open; null while it is. */
  crossed: number | null;
}

/** Answers to questions 1, 2 and 4, as printers were seen to give them. */
const ANSWERS = {
  fine: [0x12, 0x12, 0x12],
  paper: [0x1e, 0x32, 0x7e],
  cover: [0x1e, 0x16, 0x12],
  low: [0x12, 0x12, 0x1e],
} as const;

export class TestPrinter extends ListeningDevice {
  readonly faults: Faults = { pulledAt: null, hangsUp: false, mute: false, muteThen: false, trouble: null, troubleThen: null };
  readonly arrived: Arrived[] = [];
  /** A Star is asked nothing: all that comes is its document. */
  language: "escpos" | "star" = "escpos";
  /** What the switch of the drawer on its cable says. */
  drawer: 0 | 1 = 0;
  #answered = 0;

  constructor() {
    super(9100);
  }

  static open(): Promise<TestPrinter> {
    return turnedOn(() => new TestPrinter());
  }

  get address(): string {
    return this.host;
  }

  /** The documents that came whole: those that end with a cut, or opened a drawer. */
  get documents(): readonly Printed[] {
    return this.arrived.filter(({ document }) => document.length > 0).map(({ document }) =>
      this.language === "star" ? parsedStar(document) : parsed(document)
    );
  }

  protected override serve(socket: Socket): void {
    if (this.faults.hangsUp) return void socket.destroy();
    const came: Arrived = { document: [], confirmed: false, crossed: null };
    const before = this.#answered;
    let own = 0;
    this.arrived.push(came);
    socket.on("end", () => came.crossed = this.#answered - before - own);
    let count = 0;
    let question = 0;
    socket.on("data", (bytes: Uint8Array) => {
      for (const byte of bytes) {
        if (this.faults.pulledAt !== null && count >= this.faults.pulledAt) return void socket.resetAndDestroy();
        count++;
        if (this.language === "star") came.document.push(byte);
        else if (question === 0 && byte === 0x10) question = 1;
        else if (question === 1 && byte === 0x04) question = 2;
        else if (question === 2) {
          question = 0;
          if (this.#answer(socket, byte, came)) own++;
        } else {
          // A byte 16 of a command, such as the table's number.
          if (question === 1) came.document.push(0x10);
          question = 0;
          came.document.push(byte);
        }
      }
      if (this.faults.pulledAt !== null && count >= this.faults.pulledAt) socket.resetAndDestroy();
    });
  }

  #answer(socket: Socket, n: number, came: Arrived): boolean {
    if (this.faults.mute) return false;
    const begun = came.document.length > 0;
    if (begun && this.faults.muteThen) return false;
    const state = (begun ? this.faults.troubleThen : null) ?? this.faults.trouble ?? "fine";
    const at = [1, 2, 4].indexOf(n);
    if (begun && n === 4) came.confirmed = true;
    socket.write(Uint8Array.of(ANSWERS[state][at]! | (n === 1 ? this.drawer << 2 : 0)));
    this.#answered++;
    return true;
  }
}

/** Throws at a byte that no printer of ours should be sent, or at a command cut short. */
export function parsed(document: readonly number[]): Printed {
  let line = "";
  const printed = {
    lines: [] as string[],
    openedDrawer: false,
    cut: false,
    table: null as number | null,
    codes: [] as string[],
    dots: [] as string[],
  };
  const text = (bytes: readonly number[]) => bytes.map(letterOf).join("");
  for (let at = 0; at < document.length;) {
    const [byte, next, third] = [document[at]!, document[at + 1], document[at + 2]];
    const command = `${byte} ${next}`;
    let length = LENGTHS[command];
    if (byte === 0x0a) {
      printed.lines.push(line);
      line = "";
      length = 1;
    } else if (byte >= 0x20) {
      line += letterOf(byte);
      length = 1;
    } else if (command === `${0x1d} ${0x6b}`) {
      const size = document[at + 3]!;
      // Code 128 says its subset first.
      printed.codes.push(text(document.slice(at + (third === 0x49 ? 6 : 4), at + 4 + size)));
      length = 4 + size;
    } else if (command === `${0x1d} ${0x28}`) {
      const size = document[at + 3]! + 256 * document[at + 4]!;
      if (document[at + 6] === 0x50) printed.codes.push(text(document.slice(at + 8, at + 5 + size)));
      length = 5 + size;
    } else if (command === `${0x1d} ${0x76}` && third === 0x30) {
      const rowBytes = document[at + 4]! + 256 * document[at + 5]!;
      const rows = document[at + 6]! + 256 * document[at + 7]!;
      length = 8 + rowBytes * rows;
      for (let row = 0; row < rows; row++) {
        const bytes = document.slice(at + 8 + row * rowBytes, at + 8 + (row + 1) * rowBytes);
        printed.dots.push(
          bytes.map((byte) => byte.toString(2).padStart(8, "0").replaceAll("0", " ").replaceAll("1", "#")).join(""),
        );
      }
    }
    if (command === `${0x1b} ${0x74}`) printed.table = third ?? null;
    if (command === `${0x1b} ${0x70}`) printed.openedDrawer = true;
    if (command === `${0x1d} ${0x56}`) printed.cut = true;
    if (length === undefined || at + length > document.length) throw new Error(`no printer knows ${document.slice(at, at + 4)}`);
    at += length;
  }
  if (line !== "") throw new Error(`a line without an end: ${line}`);
  return printed;
}

/** Bytes of each command, itself included. */
const LENGTHS: Readonly<Record<string, number>> = {
  [`${0x1b} ${0x40}`]: 2,
  [`${0x1c} ${0x2e}`]: 2,
  [`${0x1b} ${0x4d}`]: 3,
  [`${0x1b} ${0x74}`]: 3,
  [`${0x1b} ${0x45}`]: 3,
  [`${0x1b} ${0x61}`]: 3,
  [`${0x1b} ${0x70}`]: 5,
  [`${0x1d} ${0x21}`]: 3,
  [`${0x1d} ${0x56}`]: 3,
  [`${0x1d} ${0x68}`]: 3,
  [`${0x1d} ${0x77}`]: 3,
  [`${0x1d} ${0x48}`]: 3,
};
