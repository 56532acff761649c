/** What an operation of the contract is called, where it stands, what its headers and parameters are: nothing that its body says. */
import type { Parameter } from "../database/route.ts";
import type { AnyRoute } from "./route.ts";

export type JsonObject = Record<string, unknown>;

/** `POST /api/ventes/:id/encaisser` → `postVentesByIdEncaisser`: whoever knows the path can guess it. */
export function operationId({ method, path }: AnyRoute): string {
  const words = segmentsOf(path).flatMap((segment) => {
    const words = segment.split(/[^A-Za-z0-9]+/).filter((word) => word !== "");
    return segment.startsWith(":") ? ["By", ...words] : words;
  });
  return method.toLowerCase() + words.map((word) => word[0]!.toUpperCase() + word.slice(1)).join("");
}

/** The noun that its path begins with. */
export function tagOf({ path }: AnyRoute): string {
  return segmentsOf(path)[0]!;
}

export function tagsOf(routes: readonly AnyRoute[]): JsonObject[] {
  const paths = Map.groupBy(routes, tagOf);
  return [...paths].map(([name, theirs]) => {
    const root = theirs[0]!.path.startsWith("/api/") ? `/api/${name}` : `/${name}`;
    return { name, description: `What lies under \`${root}\`.` };
  });
}

function segmentsOf(path: string): string[] {
  return path.split("/").filter((segment) => segment !== "" && segment !== "api");
}

export function parametersOf({ path, parameters = [] }: AnyRoute): JsonObject[] {
  const names = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name!);
  return [
    ...names.map((name) => ({ name, in: "path", required: true, schema: { type: "string" } })),
    ...parameters.map(parameterOf),
  ];
}

function parameterOf({ name, where, text, required, schema = { type: "string" } }: Parameter): JsonObject {
  return { name, in: where, required: required === true, description: text, schema };
}

const text = (description: string): JsonObject => ({ description, schema: { type: "string" } });

/** What answers carry besides their body. */
export const HEADERS = {
  RequestId: text("Names the request, on the server's console as well."),
  RetryAfter: { description: "Seconds to wait before it is asked again.", schema: { type: "integer", minimum: 1 } },
  Authenticate: text("How to say who asks."),
  Replayed: { description: "It was done before, and is answered again.", schema: { type: "string", const: "true" } },
} as const;

const header = (name: keyof typeof HEADERS): JsonObject => ({ $ref: `#/components/headers/${name}` });

/** Of an answer with this status. */
export function headersOf({ parameters = [] }: AnyRoute, status: number): JsonObject {
  const isKept = status < 300 && parameters.some(({ name }) => name === "Idempotency-Key");
  return {
    "X-Request-Id": header("RequestId"),
    ...isKept ? { "Idempotency-Replayed": header("Replayed") } : {},
    ...status === 401 ? { "WWW-Authenticate": header("Authenticate") } : {},
    ...status === 429 || status === 503 ? { "Retry-After": header("RetryAfter") } : {},
  };
}
