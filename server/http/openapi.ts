/** The contract as a machine reads it: OpenAPI, made of the schemas that validate the requests. */
import * as z from "zod";
import { type ErrorCode, problem } from "../../shared/errors.ts";
import { namedSchemas, reference } from "./json_schema.ts";
import { HEADERS, headersOf, type JsonObject, operationId, parametersOf, tagOf, tagsOf } from "./operation.ts";
import { type AnyRoute, errorsOf, NOTHING } from "./route.ts";

const problemSchema = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  code: z.string(),
}).meta({ id: "Problem" });

export function openapi(version: string, routes: readonly AnyRoute[]): JsonObject {
  const paths: Record<string, JsonObject> = {};
  for (const route of routes) {
    const path = route.path.replaceAll(/:(\w+)/g, "{$1}");
    (paths[path] ??= {})[route.method.toLowerCase()] = describe(route);
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Comptoir",
      version,
      description: "A shop's till server. Errors are RFC 9457 problem details; money is an integer in cents.",
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: "/" }],
    tags: tagsOf(routes),
    paths,
    components: {
      schemas: components(routes),
      headers: HEADERS,
      securitySchemes: { bearer: { type: "http", scheme: "bearer", bearerFormat: "JWT" } },
    },
  };
}

/** In words: an API token is told from a session by what it opens. */
export function scopeOf({ scope }: AnyRoute): string {
  return scope === undefined ? "" : `An API token with the scope ${scope} may ask as well.`;
}

function describe(route: AnyRoute): JsonObject {
  const { summary, auth, status = 200, otherwise } = route;
  const told = [route.description ?? "", scopeOf(route)].filter((text) => text !== "").join(" ");
  const body = bodyOf(route);
  const responses: Record<string, JsonObject> = {
    [String(status)]: { description: "Success", headers: headersOf(route, status), ...contentOf(route) },
  };
  for (const [status, codes] of byStatus(errorsOf(route))) {
    responses[String(status)] = {
      description: codes.join(", "),
      headers: headersOf(route, status),
      content: { "application/problem+json": { schema: reference(problemSchema) } },
    };
  }
  if (otherwise !== undefined) {
    const { status, text, answer } = otherwise;
    responses[String(status)] = {
      description: text,
      headers: { "X-Request-Id": headersOf(route, status)["X-Request-Id"] },
      content: { "application/json": { schema: reference(answer) } },
    };
  }
  return {
    operationId: operationId(route),
    tags: [tagOf(route)],
    summary,
    description: told === "" ? `${summary}.` : told,
    security: auth === "public" || auth === "server" ? [] : [{ bearer: [] }],
    parameters: parametersOf(route),
    ...(body === null ? {} : { requestBody: { required: true, content: { "application/json": { schema: reference(body) } } } }),
    responses,
  };
}

/** What a good answer may be: JSON, and what else is named. */
function contentOf(route: AnyRoute): JsonObject {
  const [first, ...more] = answersOf(route).map(reference);
  const json = first === undefined
    ? []
    : [["application/json", { schema: more.length === 0 ? first : { anyOf: [first, ...more] } }] as const];
  const others = (route.media ?? []).map((type) => [type, { schema: { type: "string" } }] as const);
  return json.length + others.length === 0 ? {} : { content: Object.fromEntries([...json, ...others]) };
}

/** The schema of what is sent; null where there is nothing to say. */
export function bodyOf({ body }: AnyRoute): z.ZodType | null {
  return body === undefined || body === NOTHING ? null : body;
}

/** The schemas of what is answered as JSON. */
export function answersOf({ answer }: AnyRoute): readonly z.ZodType[] {
  return answer === null ? [] : answer instanceof z.ZodType ? [answer] : answer as readonly z.ZodType[];
}

export function byStatus(codes: readonly ErrorCode[]): Map<number, ErrorCode[]> {
  const map = new Map<number, ErrorCode[]>();
  for (const code of codes) {
    const { status } = problem(code, {}, "en");
    map.set(status, [...map.get(status) ?? [], code]);
  }
  return map;
}

function components(routes: readonly AnyRoute[]): JsonObject {
  const bodies = routes.flatMap((route) => bodyOf(route) ?? []);
  const answers = routes.flatMap((
    route,
  ) => [...answersOf(route), ...route.otherwise === undefined ? [] : [route.otherwise.answer]]);
  return namedSchemas([...bodies, ...answers, problemSchema]);
}
