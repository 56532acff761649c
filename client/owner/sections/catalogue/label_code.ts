/** The code on a label: an EAN where it is one, else Code 128, which holds letters; drawn by a library that the owner alone fetches, for labels alone. */
import { code128, drawingSVG, ean13, ean8 } from "bwip-js/generic";
import { ean13CheckDigit, isGtin } from "../../../../shared/ean.ts";

/** Millimetres of the narrowest bar: what GS1 calls nominal, and the least that a hand scanner reads off a cheap print. */
const NOMINAL_MM = 0.33;
const LEAST_MM = 0.19;
const HIGH_MM = 9;
/** Units of the drawing for the narrowest bar. */
const MODULE = 2;

/** An SVG no wider than `room` millimetres; null for a code that bars cannot hold, or not in that room. */
export function labelCode(code: string, room: number): string | null {
  const drawn = barsOf(code);
  if (drawn === null) return null;
  const modules = Number(/viewBox="0 0 (\d+)/.exec(drawn)![1]) / MODULE;
  const bar = Math.min(NOMINAL_MM, room / modules);
  if (bar < LEAST_MM) return null;
  const size = `width="${(modules * bar).toFixed(2)}mm" height="${HIGH_MM}mm" preserveAspectRatio="none" aria-hidden="true"`;
  return drawn.replace("<svg ", `<svg ${size} `);
}

function barsOf(code: string): string | null {
  const look = { scale: MODULE, height: 8, includetext: false, paddingwidth: 0 };
  // As a scanner of UPC says it: the same bars.
  const thirteen = /^\d{12}$/.test(code) && isGtin(code) ? `0${code}` : code;
  if (/^\d{13}$/.test(thirteen) && ean13CheckDigit(thirteen.slice(0, -1)) === Number(thirteen.at(-1))) {
    return ean13({ bcid: "ean13", text: thirteen, ...look }, drawingSVG());
  }
  if (code.length === 8 && isGtin(code)) return ean8({ bcid: "ean8", text: code, ...look }, drawingSVG());
  return /^[\x20-\x7e]{1,48}$/.test(code) ? code128({ bcid: "code128", text: code, ...look }, drawingSVG()) : null;
}
