/** What came out of an ESC/POS printer, drawn dot by dot as its head burns it: an SVG of as many units as it has dots. */
import bwip from "bwip-js/node";
import { letterOf } from "./printed.ts";

/** Dots of the head, by millimetres of paper, at 203 to the inch. */
const HEAD = { 58: 384, 80: 576 } as const;
const LINE_DOTS = 30;
const BAR_DOTS = 60;

/** Throws at what a picture cannot show. `columns`: letters on a line. */
export function pictureOf(document: readonly number[], width: 58 | 80, columns: number): string {
  const head = HEAD[width];
  const letter = head / columns;
  const drawn: string[] = [];
  let [top, line, bold, big, centred, bars, module] = [0, "", false, false, false, 2, 3];
  const word = (at: number) => document[at]! + 256 * document[at + 1]!;
  const textAt = (from: number, to: number) => document.slice(from, to).map(letterOf).join("");
  const put = (svg: string, wide: number, high: number) => {
    if (wide > head) throw new Error(`${wide} dots on a head of ${head}`);
    drawn.push(`<g transform="translate(${centred ? Math.floor((head - wide) / 2) : 0} ${top})">${svg}</g>`);
    top += high;
  };
  /** What is longer than the paper goes on below, as printers have it. */
  const feed = () => {
    const [cell, high] = big ? [2 * letter, 2 * LINE_DOTS] : [letter, LINE_DOTS];
    const style = `font-family="Liberation Mono, monospace" font-size="${cell * 1.6}" font-weight="${bold ? 700 : 400}"`;
    const room = big ? Math.floor(columns / 2) : columns;
    for (let at = 0; at === 0 || at < line.length; at += room) {
      const part = [...line.slice(at, at + room)];
      const letters = part.map((one, at) => `<text x="${at * cell}" y="${high * 0.8}">${escaped(one)}</text>`).join("");
      put(`<g ${style}>${letters}</g>`, part.length * cell, high);
    }
    line = "";
  };
  const code = (bcid: string, text: string, dots: number, high: number | null) => {
    const [modules, path] = modulesOf(bcid, text);
    const rows = high ?? modules * dots;
    const scale = `scale(${dots} ${high === null ? dots : rows})`;
    put(`<path transform="${scale}" d="${path}" shape-rendering="crispEdges"/>`, modules * dots, rows);
  };
  for (let at = 0; at < document.length;) {
    const [byte, next, third] = [document[at]!, document[at + 1], document[at + 2]];
    if (byte === 0x0a) {
      // What draws a code or dots ends with a feed of its own.
      if (line !== "" || document[at - 1] === 0x0a || at === 0 || document[at - 1]! < 0x20) feed();
      at += 1;
    } else if (byte >= 0x20) {
      line += letterOf(byte);
      at += 1;
    } else if (byte === 0x1d && next === 0x6b) {
      const size = document[at + 3]!;
      if (third === 0x49) code("code128", textAt(at + 6, at + 4 + size), bars, BAR_DOTS);
      else code(third === 0x43 ? "ean13" : "ean8", textAt(at + 4, at + 4 + size), bars, BAR_DOTS);
      // And the end of its line.
      at += 5 + size;
    } else if (byte === 0x1d && next === 0x28) {
      const size = word(at + 3);
      const asked = document[at + 6];
      if (asked === 0x43) module = document[at + 7]!;
      if (asked === 0x50) code("qrcode", textAt(at + 8, at + 5 + size), module, null);
      at += 5 + size + (asked === 0x51 ? 1 : 0);
    } else if (byte === 0x1d && next === 0x76) {
      const [rowBytes, rows] = [word(at + 4), word(at + 6)];
      put(dotsOf(document.slice(at + 8, at + 8 + rowBytes * rows), rowBytes), rowBytes * 8, rows);
      at += 8 + rowBytes * rows;
    } else {
      if (byte === 0x1b && next === 0x45) bold = third === 1;
      if (byte === 0x1b && next === 0x61) centred = third === 1;
      if (byte === 0x1d && next === 0x21) big = third === 0x11;
      if (byte === 0x1d && next === 0x77) bars = third!;
      if (byte === 0x1b && next === 0x40) at += 2;
      else if (byte === 0x1c) at += 2;
      else if (byte === 0x1b && next === 0x70) at += 5;
      else at += 3;
    }
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${head}" height="${top}" viewBox="0 0 ${head} ${top}"><rect width="${head}" height="${top}" fill="#fff"/>${
    drawn.join("")
  }</svg>`;
}

const escaped = (letter: string) => letter.replace("&", "&amp;").replace("<", "&lt;");

function dotsOf(bytes: readonly number[], rowBytes: number): string {
  const path = bytes.flatMap((byte, at) =>
    Array.from({ length: 8 }, (_, bit) => bit).filter((bit) => (byte & (0x80 >> bit)) !== 0).map((bit) =>
      `M${(at % rowBytes) * 8 + bit} ${Math.floor(at / rowBytes)}h1v1h-1z`
    )
  );
  return `<path d="${path.join("")}" shape-rendering="crispEdges"/>`;
}

/** As the printer makes it of its text: how many modules wide, and the dark ones, one unit each. */
function modulesOf(bcid: string, text: string): readonly [number, string] {
  const [raw] = bwip.raw({ bcid, text } as Parameters<typeof bwip.raw>[0]) as unknown as readonly [
    { readonly sbs?: readonly number[]; readonly pixs?: readonly number[]; readonly pixx?: number },
  ];
  if (raw.sbs !== undefined) {
    let x = 0;
    const path = raw.sbs.map((wide, at) => {
      const from = x;
      x += wide;
      return at % 2 === 0 ? `M${from} 0h${wide}v1h-${wide}z` : "";
    });
    return [x, path.join("")];
  }
  const { pixs = [], pixx = 0 } = raw;
  return [pixx, pixs.map((dark, at) => dark === 1 ? `M${at % pixx} ${Math.floor(at / pixx)}h1v1h-1z` : "").join("")];
}
