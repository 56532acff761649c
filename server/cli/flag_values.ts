/** What is given for a flag: read as what it stands for, or refused in a sentence. */
import { isIP } from "node:net";
import { type Command, InvalidArgumentError } from "commander";

export function withoutBrackets(host: string): string {
  return host.replace(/^\[(.*)\]$/, "$1");
}

export function portNumber(text: string): number {
  const port = wholeNumber(text);
  if (port > 65_535) throw new InvalidArgumentError("a port is a number from 0 to 65535");
  return port;
}

export function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError("a whole number is wanted");
  return Number(text);
}

export function countFromOne(text: string): number {
  const count = wholeNumber(text);
  if (count === 0) throw new InvalidArgumentError("a number from 1 on is wanted");
  return count;
}

export function yearNumber(text: string): number {
  if (!/^\d{4}$/.test(text)) throw new InvalidArgumentError("a year is wanted, as 2024");
  return Number(text);
}

/** `C1=123`, and `F-C1=7` for practice; what is given for one till stands beside what is given for the others. */
export function lastNumbers(text: string, before: Readonly<Record<string, number>>): Record<string, number> {
  const match = /^((?:F-)?[A-Z][A-Z0-9]{0,9})=(\d{1,9})$/.exec(text);
  if (match === null || Number(match[2]) === 0) {
    throw new InvalidArgumentError("a till's name and the last number it printed are wanted, as C1=123");
  }
  const [, till, number] = match as unknown as [string, string, string];
  if (Object.hasOwn(before, till)) throw new InvalidArgumentError(`the till ${till} is named twice`);
  return { ...before, [till]: Number(number) };
}

export function origin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || url.origin !== text.toLowerCase().replace(/\/$/, "")) {
    throw new InvalidArgumentError("an origin is wanted, as https://comptoir.example");
  }
  return url.origin;
}

export function addresses(text: string, before: readonly string[]): string[] {
  const given = text.split(/[\s,]+/).filter((address) => address !== "").map(withoutBrackets);
  const odd = given.find((address) => isIP(address) === 0);
  if (odd !== undefined) throw new InvalidArgumentError(`'${odd}' is no address`);
  return [...before, ...given];
}

export function hostNames(text: string, before: readonly string[]): string[] {
  const names = text.split(/[\s,]+/).filter((name) => name !== "");
  const odd = names.find((name) => !/^[\w.-]+$|^\[[0-9a-f:.]+\]$/i.test(name));
  if (odd !== undefined) throw new InvalidArgumentError(`'${odd}' is no host name`);
  return [...before, ...names];
}

/** Any value of a switch's variable counts as given until here: a word that says no must not let tills onto the server PC. */
export function readSwitches(command: Command): void {
  for (const option of command.options) {
    const name = option.attributeName();
    if (option.required || option.optional || command.getOptionValueSource(name) !== "env") continue;
    const value = Deno.env.get(option.envVar!)!;
    if (/^(?:0|false|no|off)$/i.test(value)) command.setOptionValueWithSource(name, option.negate, "default");
    else if (!/^(?:1|true|yes|on)$/i.test(value)) {
      command.error(`error: ${option.envVar} is '${value}', but 1, true, yes, on or 0, false, no, off is wanted`);
    }
  }
}
