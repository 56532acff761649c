/** Customers as people look for them: É beside E, either apostrophe, a telephone number however it is written. */
import { plain } from "../../shared/plain_text.ts";

interface Listed {
  readonly id: number;
  readonly name: string;
  readonly phone: string | null;
  readonly email?: string | null;
}

/** As a telephone book has them, whatever the accents and capitals. */
const BOOK = new Intl.Collator("fr", { sensitivity: "base", numeric: true, ignorePunctuation: true });
/** Digits from which on it is a number that is looked for, and not one in an e-mail address. */
const PHONE_DIGITS = 3;

export function inBookOrder<C extends Listed>(rows: readonly C[]): C[] {
  return [...rows].sort((a, b) => BOOK.compare(a.name, b.name));
}

/** Those that hold all the words, or whose number holds the digits that were typed. */
export function customersFound<C extends Listed>(rows: readonly C[], typed: string): readonly C[] {
  const words = plain(typed).split(/\s+/).filter((word) => word !== "");
  const digits = phoneDigits(typed);
  const isNumber = digits.length >= PHONE_DIGITS && !/\p{L}|@/u.test(typed);
  return rows.filter(({ name, phone, email }) => {
    const number = phoneDigits(phone ?? "");
    const text = plain(`${name} ${phone ?? ""} ${number} ${email ?? ""}`);
    return isNumber && number.includes(digits) || words.every((word) => text.includes(word));
  });
}

/** `+33 (0)6 12…`, `0033612…` and `06.12…` are one number. */
function phoneDigits(text: string): string {
  const digits = text.replace("(0)", "").replaceAll(/[^\d+]/g, "");
  return digits.replace(/^(?:\+|00)33/, "0").replaceAll("+", "");
}
