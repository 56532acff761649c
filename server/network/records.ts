/** What is said of a name on the local network (RFC 6762): its records, what answers a question, and who says otherwise. */

/** Seconds for which others keep an address of ours: as RFC 6762 (10) has it. */
const KEPT_S = 120;

export interface DnsRecord {
  readonly name: string;
  readonly type: string;
  readonly ttl?: number;
  /** What others kept under this name and type is forgotten. */
  readonly flush?: boolean;
  readonly data?: unknown;
}

/** A message as it is heard or said. */
export interface Message {
  readonly id?: number;
  readonly type: "query" | "response";
  readonly flags?: number;
  readonly questions?: readonly { readonly name: string; readonly type: string }[];
  readonly answers?: readonly DnsRecord[];
  readonly authorities?: readonly DnsRecord[];
  readonly additionals?: readonly DnsRecord[];
}

/** What is said of a name: that it has this address, and none of another kind, which nobody need wait for. */
export interface Said {
  readonly answers: readonly DnsRecord[];
  readonly additionals: readonly DnsRecord[];
}

/** The announcement; with 0 seconds it is the goodbye. */
export function announced(name: string, address: string, ttl: number = KEPT_S): Said {
  return { answers: [addressOf(name, address, ttl)], additionals: [noOther(name, ttl)] };
}

/** Asks whether anybody has the name, and tells what it is wanted for. */
export function probe(name: string, address: string): Message {
  // Nothing is to be forgotten for what is only wanted.
  const { flush: _, ...wanted } = addressOf(name, address, KEPT_S);
  return { type: "query", questions: [{ name, type: "ANY" }], authorities: [wanted] };
}

/** null where nothing of it is asked, or the asker knows. */
export function answerTo({ questions = [], answers = [] }: Message, name: string, address: string): Said | null {
  const types = questions.filter((question) => isOf(question.name, name)).map(({ type }) => type);
  if (types.length === 0) return null;
  const said = announced(name, address);
  if (!types.some((type) => type === "A" || type === "ANY")) return { answers: said.additionals, additionals: said.answers };
  const known = answers.some((one) => isAddress(one, name) && one.data === address && (one.ttl ?? 0) >= KEPT_S / 2);
  return known ? null : said;
}

/** The addresses, not one of `own`, that somebody says the name has. */
export function othersOf({ answers = [], additionals = [] }: Message, name: string, own: readonly string[]): readonly string[] {
  return addressesIn([...answers, ...additionals].filter(({ ttl }) => ttl !== 0), name).filter((address) =>
    !own.includes(address)
  );
}

/** The addresses, not one of `own`, for which somebody wants the name that nobody has yet. */
export function rivalsOf({ authorities = [] }: Message, name: string, own: readonly string[]): readonly string[] {
  return addressesIn(authorities, name).filter((address) => !own.includes(address));
}

/** Whether somebody says goodbye under the name for one of `own`: another server of this PC that ends. */
export function isTakenBack({ answers = [] }: Message, name: string, own: readonly string[]): boolean {
  return addressesIn(answers.filter(({ ttl }) => ttl === 0), name).some((address) => own.includes(address));
}

/** Of two who want a name at the same time the one with the greatest address gets it. */
export function isGreater(rivals: readonly string[], own: readonly string[]): boolean {
  const greatest = (addresses: readonly string[]) => Math.max(...addresses.map(numberOf));
  return greatest(rivals) > greatest(own);
}

function numberOf(address: string): number {
  return address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
}

function addressOf(name: string, address: string, ttl: number): DnsRecord {
  return { name, type: "A", ttl, flush: true, data: address };
}

function noOther(name: string, ttl: number): DnsRecord {
  return { name, type: "NSEC", ttl, flush: true, data: { nextDomain: name, rrtypes: ["A"] } };
}

function addressesIn(records: readonly DnsRecord[], name: string): readonly string[] {
  return records.filter((record) => isAddress(record, name)).map(({ data }) => String(data));
}

function isAddress(record: DnsRecord, name: string): boolean {
  return record.type === "A" && isOf(record.name, name);
}

function isOf(heard: string, name: string): boolean {
  return heard.toLowerCase() === name;
}
