/** Random GS1 codes as their makers write them: elements in any order, a separator where the next needs one. */
import fc from "fast-check";
import { checkDigit } from "../../shared/gtin.ts";

export interface Element {
  readonly ai: string;
  readonly value: string;
}

/** These end by themselves. */
const FIXED = /^(?:01|11|13|15|17|20|31)/;

const digits = (length: number) => fc.string({ unit: fc.constantFrom(..."0123456789"), minLength: length, maxLength: length });
/** What GS1 lets stand in a lot or a serial number (table 7.11-1), but for what is its own separator in brackets. */
const SIGNS = "!\"%&'*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";
const text = (most: number) => fc.string({ unit: fc.constantFrom(...SIGNS), minLength: 1, maxLength: most });
const date = fc.tuple(fc.integer({ min: 20, max: 40 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 0, max: 28 })).map((
  parts,
) => parts.map((part) => String(part).padStart(2, "0")).join(""));
const one = <T>(ai: string | fc.Arbitrary<string>, value: fc.Arbitrary<T>) =>
  fc.record({ ai: typeof ai === "string" ? fc.constant(ai) : ai, value: value as unknown as fc.Arbitrary<string> });

/** The article first, as scanners of shops want it; no AI twice. */
export function randomGs1(): fc.Arbitrary<readonly Element[]> {
  const gtin = fc.tuple(fc.constantFrom("0", "0", "1", "9"), digits(12)).map(([first, rest]) =>
    `${first}${rest}${checkDigit(first + rest)}`
  );
  const further = fc.uniqueArray(
    fc.oneof(
      one(fc.constantFrom("10", "21"), text(20)),
      one(fc.constantFrom("11", "13", "15", "17"), date),
      one(fc.constantFrom("3100", "3101", "3102", "3103"), digits(6).filter((value) => Number(value) > 0)),
      one("3922", fc.integer({ min: 1, max: 999_999 }).map(String)),
      one("30", fc.integer({ min: 1, max: 999 }).map(String)),
      one("20", digits(2)),
    ),
    { selector: ({ ai }) => ai.slice(0, 2), maxLength: 5 },
  );
  return fc.tuple(gtin, further).map(([value, rest]) => [{ ai: "01", value }, ...rest]);
}

/** As a scanner sends it that names the kind of code. */
export function gs1Text(elements: readonly Element[]): string {
  const last = elements.length - 1;
  return `]C1${elements.map(({ ai, value }, at) => `${ai}${value}${at === last || FIXED.test(ai) ? "" : "\u001d"}`).join("")}`;
}

/** As makers of codes are told it: `(01)…(10)…`. */
export function bracketed(elements: readonly Element[]): string {
  return elements.map(({ ai, value }) => `(${ai})${value}`).join("");
}
