/** What each route says of its answers: the errors that it names, and the shapes of what it is good for, out of the routes themselves. */
import { jsonSchema } from "../../server/http/json_schema.ts";
import { answersOf } from "../../server/http/openapi.ts";
import { errorsOf } from "../../server/http/route.ts";
import { routesOf } from "../../server/http/routes.ts";
import { ROUTES } from "../../server/shop/routes.ts";

/** What a route says of its answers. */
export interface RouteContract {
  readonly method: string;
  /** Its parameters as `:name`. */
  readonly path: string;
  /** The codes that it names. */
  readonly errors: readonly string[];
  /** JSON Schemas of what is a success, as JSON: most are asked for by few files. */
  readonly answers: string;
}

export function routeContracts(): readonly RouteContract[] {
  return routesOf(ROUTES).map((route) => {
    const answers = [...answersOf(route), ...route.otherwise === undefined ? [] : [route.otherwise.answer]];
    return {
      method: route.method,
      path: route.path,
      errors: [...errorsOf(route)],
      answers: JSON.stringify(answers.map((schema) => jsonSchema(schema))),
    };
  });
}
