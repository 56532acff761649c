/** SQLite's own math functions where the runtime's build of it lacks them (https://sqlite.org/lang_mathfunc.html). */
import type { DatabaseSync, SQLOutputValue } from "node:sqlite";

type Result = number | bigint | null;
type Compute = (...values: never[]) => Result;

/** Adds those that are missing; each answers as SQLite's would: NULL for what is no number, and out of its domain. */
export function addMathFunctions(db: DatabaseSync): void {
  const there = db.prepare("SELECT DISTINCT name FROM pragma_function_list").all().map(({ name }) => String(name));
  for (const [name, compute] of FUNCTIONS) {
    if (there.includes(name)) continue;
    db.function(name, { deterministic: true, useBigIntArguments: true }, compute as (...values: SQLOutputValue[]) => Result);
  }
}

/** SQL must give as many arguments as the function here takes: there are two of `log`. */
const FUNCTIONS: readonly (readonly [name: string, compute: Compute])[] = [
  ["ceil", rounding(Math.ceil)],
  ["ceiling", rounding(Math.ceil)],
  ["floor", rounding(Math.floor)],
  ["trunc", rounding(Math.trunc)],
  ["exp", ofOne(Math.exp)],
  ["sqrt", ofOne(Math.sqrt)],
  ["ln", ofOne((x) => x > 0 ? Math.log(x) : null)],
  ["log", ofOne((x) => x > 0 ? Math.log10(x) : null)],
  ["log", ofTwo((base, x) => base > 1 && x > 0 ? Math.log(x) / Math.log(base) : null)],
  ["log10", ofOne((x) => x > 0 ? Math.log10(x) : null)],
  ["log2", ofOne((x) => x > 0 ? Math.log2(x) : null)],
  ["mod", ofTwo((x, y) => x % y)],
  ["pow", ofTwo(Math.pow)],
  ["power", ofTwo(Math.pow)],
  ["pi", () => Math.PI],
];
export const MATH_FUNCTIONS: ReadonlySet<string> = new Set(FUNCTIONS.map(([name]) => name));

/** An integer stays one. */
function rounding(round: (x: number) => number): (value: SQLOutputValue) => Result {
  return (value) => {
    if (typeof value === "bigint") return value;
    const x = real(value);
    return x === null ? null : round(x);
  };
}

function ofOne(compute: (x: number) => Result): (value: SQLOutputValue) => Result {
  return (value) => {
    const x = real(value);
    return x === null ? null : compute(x);
  };
}

function ofTwo(compute: (x: number, y: number) => Result): (first: SQLOutputValue, second: SQLOutputValue) => Result {
  return (first, second) => {
    const [x, y] = [real(first), real(second)];
    return x === null || y === null ? null : compute(x, y);
  };
}

/** A number, or a text that is one as a whole, as SQLite takes it. */
function real(value: SQLOutputValue): number | null {
  if (typeof value === "string") return /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/.test(value) ? Number(value) : null;
  return typeof value === "number" || typeof value === "bigint" ? Number(value) : null;
}
