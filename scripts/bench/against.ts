/**
 * Compares this build with another checkout's: both servers run at once, each figure is taken at one and then at the other,
 * and the ratio within a round is what counts: both had the same machine then, whatever else it was at.
 */
import { median, table } from "./figures.ts";
import { type Figure, type Measurement, MEASUREMENTS } from "./against/measurements.ts";
import { Side, startMs } from "./against/side.ts";
import { startServer } from "../../tests/support/server.ts";

const HERE = new URL("../..", import.meta.url).pathname;

interface Taken {
  readonly figure: Figure;
  readonly there: number[];
  readonly here: number[];
}

/** `only` names sections; all of them where it is empty. */
export async function measureAgainst(dir: string, rounds: number, seconds: number, only: readonly string[]): Promise<string> {
  const wanted = MEASUREMENTS.filter(({ section }) => only.length === 0 || only.includes(section));
  const starts = only.length === 0 || only.includes("start") ? [await measureStarts(dir, rounds)] : [];
  const there = await Side.open("there", dir);
  const here = await Side.open("here", HERE);
  try {
    const taken = new Map(wanted.map((measurement) => [measurement, measurement.figures.map(empty)]));
    for (let round = 0; round < rounds; round++) {
      console.error(`  round ${round + 1} of ${rounds}`);
      for (const [measurement, figures] of taken) {
        await inTurn(round, there, here, (side) => take(measurement, figures, side, side === here ? "here" : "there", seconds));
      }
    }
    const all = [...starts, ...[...taken.values()].flat()];
    return `\nThis build beside ${dir}, medians of ${rounds} interleaved rounds of ${seconds} s:\n\n${
      table(["", "there", "here", "ratio", "wanted", ""], all.map(row))
    }`;
  } finally {
    await there.dispose();
    await here.dispose();
  }
}

/** Whoever is measured first has the quieter machine: they take turns. */
async function inTurn<T>(round: number, there: T, here: T, measure: (side: T) => Promise<void>): Promise<void> {
  for (const side of round % 2 === 0 ? [there, here] : [here, there]) await measure(side);
}

async function take(
  measurement: Measurement,
  figures: readonly Taken[],
  side: Side,
  which: "here" | "there",
  seconds: number,
): Promise<void> {
  const values = await measurement.measure(side, seconds);
  for (const [at, value] of values.entries()) figures[at]![which].push(value);
}

async function measureStarts(dir: string, rounds: number): Promise<Taken> {
  const taken = empty({ what: "start to the first answer", unit: "ms", wanted: ["≤", 0.6] });
  const commands = { there: Side.commandOf(dir), here: Side.commandOf(HERE) };
  const folders = { there: "", here: "" };
  for (const side of ["there", "here"] as const) {
    const server = await startServer({ command: commands[side] });
    await server.stop();
    folders[side] = server.dir;
  }
  for (let round = 0; round < rounds; round++) {
    await inTurn<"here" | "there">(round, "there", "here", async (side) => {
      taken[side].push(await startMs(commands[side], folders[side]));
    });
  }
  for (const folder of Object.values(folders)) await Deno.remove(folder, { recursive: true });
  return taken;
}

function empty(figure: Figure): Taken {
  return { figure, there: [], here: [] };
}

function row({ figure: { what, unit, wanted }, there, here }: Taken): string[] {
  const ratio = median(here.map((value, at) => value / there[at]!));
  const told = (value: number) => `${value < 10 ? value.toFixed(2) : Math.round(value).toLocaleString("en")} ${unit}`;
  const missed = wanted !== null && (wanted[0] === "≥" ? ratio < wanted[1] : ratio > wanted[1]);
  const head = [what, told(median(there)), told(median(here)), `${ratio.toFixed(2)} ×`];
  return [...head, wanted === null ? "" : `${wanted[0]} ${wanted[1]} ×`, missed ? "MISSED" : ""];
}
