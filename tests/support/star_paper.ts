/** What a Star prints of the bytes that it is sent; it refuses what it does not know. */
import { letterOf, type Printed } from "./printed.ts";

/** Throws at a byte that no Star of ours should be sent, or at a command cut short. */
export function parsedStar(document: readonly number[]): Printed {
  let line = "";
  let drawn = false;
  const printed = {
    lines: [] as string[],
    openedDrawer: false,
    cut: false,
    table: null as number | null,
    codes: [] as string[],
    dots: [] as string[],
  };
  let code: readonly number[] = [];
  const text = (bytes: readonly number[]) => bytes.map(letterOf).join("");
  for (let at = 0; at < document.length;) {
    const command = document.slice(at, at + 6);
    const begins = (...bytes: readonly number[]) => bytes.every((byte, place) => command[place] === byte);
    let length: number | undefined;
    if (begins(0x0a)) {
      if (!drawn) printed.lines.push(line);
      [line, drawn, length] = ["", false, 1];
    } else if (command[0]! >= 0x20) {
      line += letterOf(command[0]!);
      length = 1;
    } else if (begins(0x1b, 0x40)) length = 2;
    else if (begins(0x1b, 0x45) || begins(0x1b, 0x46) || begins(0x1b, 0x30)) length = 2;
    else if (begins(0x1b, 0x7a, 1)) length = 3;
    else if (begins(0x1b, 0x69)) length = 4;
    else if (begins(0x1b, 0x1d, 0x61)) length = 4;
    else if (begins(0x1b, 0x1d, 0x74)) {
      printed.table = command[3]!;
      length = 4;
    } else if (begins(0x1b, 0x64, 0)) {
      printed.cut = true;
      length = 3;
    } else if (begins(0x1b, 0x07, 0x14, 0x14, 0x07)) {
      printed.openedDrawer = true;
      length = 5;
    } else if (begins(0x1b, 0x62) && [2, 3, 6].includes(command[2]!) && command[3] === 1) {
      const end = document.indexOf(0x1e, at + 6);
      printed.codes.push(
        text(document.slice(at + 6, end)).replace(/%(.?)/g, (escape) => {
          if (escape !== "%0") throw new Error(`no character is ${escape}`);
          return "%";
        }),
      );
      length = end + 1 - at;
    } else if (begins(0x1b, 0x58)) {
      const width = command[2]! + 256 * command[3]!;
      length = 4 + 3 * width;
      const columns = Array.from(
        { length: width },
        (_, x) => document.slice(at + 4 + 3 * x, at + 7 + 3 * x).map((byte) => byte.toString(2).padStart(8, "0")).join(""),
      );
      for (let y = 0; y < 24; y++) printed.dots.push(columns.map((column) => column[y] === "1" ? "#" : " ").join(""));
      drawn = true;
    } else if (begins(0x1b, 0x1d, 0x79, 0x53)) length = 6;
    else if (begins(0x1b, 0x1d, 0x79, 0x44, 0x31, 0)) {
      const size = document[at + 6]! + 256 * document[at + 7]!;
      code = document.slice(at + 8, at + 8 + size);
      length = 8 + size;
    } else if (begins(0x1b, 0x1d, 0x79, 0x50)) {
      printed.codes.push(text(code));
      length = 4;
    }
    if (length === undefined || at + length > document.length) throw new Error(`no Star knows ${command} at ${at}`);
    at += length;
  }
  if (line !== "") throw new Error(`a line without an end: ${line}`);
  return printed;
}
