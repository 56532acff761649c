/** Which addresses there are: the methods that each has, and its name in the metrics. */
import type { AnyRoute } from "./route.ts";

interface Known {
  readonly path: string;
  readonly pattern: RegExp;
  readonly methods: string[];
}

export class Paths {
  readonly #exact = new Map<string, Known>();
  readonly #patterns: readonly Known[];

  constructor(routes: readonly AnyRoute[]) {
    for (const { method, path } of routes) {
      const known = this.#exact.get(path) ?? { path, pattern: patternOf(path), methods: [] };
      known.methods.push(...method === "GET" ? ["GET", "HEAD"] : [method]);
      this.#exact.set(path, known);
    }
    this.#patterns = [...this.#exact.values()].filter(({ path }) => path.includes(":"));
  }

  /** The methods that a path has; null for a path that is none of ours. */
  methodsOf(path: string): readonly string[] | null {
    return this.#find(path)?.methods ?? null;
  }

  /** A path of the API as it is documented, or one name for all else: nobody can make new ones. */
  nameOf(path: string): string {
    const known = this.#find(path)?.path;
    if (known !== undefined && isOfTheApi(known)) return known;
    return path.startsWith("/api/") ? "unknown" : "page";
  }

  #find(path: string): Known | undefined {
    return this.#exact.get(path) ?? this.#patterns.find(({ pattern }) => pattern.test(path));
  }
}

/** The page and its files are no part of the contract. */
export function isOfTheApi(path: string): boolean {
  return path.startsWith("/api/") || path === "/ws" || path.startsWith("/ws/");
}

/** `/api/users/:id` fits `/api/users/7`. */
export function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replaceAll(/:\w+/g, "[^/]+").replaceAll(".", "\\.")}$`);
}
