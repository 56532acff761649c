/** The errors that each route names, out of the routes themselves. */
import { errorsOf } from "../../server/http/route.ts";
import { routesOf } from "../../server/http/routes.ts";
import { ROUTES } from "../../server/shop/routes.ts";

export interface NamedErrors {
  readonly method: string;
  readonly path: string;
  readonly errors: readonly string[];
}

export function namedErrors(): readonly NamedErrors[] {
  return routesOf(ROUTES).map((route) => ({ method: route.method, path: route.path, errors: [...errorsOf(route)] }));
}
