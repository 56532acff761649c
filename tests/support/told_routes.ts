/** The contract of the API's routes as tests hold every answer to it. */
import { patternOf } from "../../server/http/paths.ts";
import type { RouteContract } from "./route_contract.ts";

/** A run of many files has it read from the routes once: to load those is a fifth of a second of a processor for each file. */
const written = Deno.env.get("COMPTOIR_CONTRACT");
const told: readonly RouteContract[] = written === undefined
  ? (await import("./route_contract.ts")).routeContracts()
  : JSON.parse(Deno.readTextFileSync(written));

// deno-lint-ignore no-explicit-any -- a JSON Schema
export type Schema = any;

export class ToldRoute {
  readonly #pattern: RegExp;
  readonly #answers: string;
  #schemas: readonly Schema[] | null = null;
  readonly path: string;
  readonly errors: ReadonlySet<string>;

  constructor({ path, errors, answers }: RouteContract) {
    this.#pattern = patternOf(path);
    this.#answers = answers;
    this.path = path;
    this.errors = new Set(errors);
  }

  /** Of its good answers. */
  get schemas(): readonly Schema[] {
    return this.#schemas ??= JSON.parse(this.#answers);
  }

  has(path: string): boolean {
    return this.#pattern.test(path);
  }
}

const byMethod = new Map([...Map.groupBy(told, ({ method }) => method)].map(([method, all]) => [
  method,
  all.map((route) => new ToldRoute(route)),
]));

/** The route of a request, with or without a query; undefined for what is none of the API's. */
export function toldRoute(method: string, path: string): ToldRoute | undefined {
  const bare = path.split("?")[0]!;
  return byMethod.get(method)?.find((route) => route.has(bare));
}
