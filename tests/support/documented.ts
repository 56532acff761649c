/** The OpenAPI document as it tells of operations, and whether an answer is one that it names. */
import { misfit, type Schema } from "./generator.ts";

export interface Operation {
  readonly method: string;
  readonly path: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: { readonly content: Record<string, { readonly schema: Schema }> };
  readonly responses: Readonly<
    Record<string, { readonly description: string; readonly content?: Record<string, { readonly schema: Schema }> }>
  >;
}
export interface Document {
  readonly paths: Record<string, Record<string, Omit<Operation, "method" | "path">>>;
  readonly components: { readonly schemas: Record<string, Schema> };
}

/** What is wrong with an answer by the document; null when all is as it says. */
export function problemOf(document: Document, operation: Operation, response: Response, text: string): string | null {
  const { status } = response;
  const documented = operation.responses[String(status)];
  if (status === 500) return "an unexpected error";
  if (documented === undefined) return `the status ${status} is not in the document`;
  if (response.headers.get("x-request-id") === null) return "no X-Request-Id";
  const type = response.headers.get("content-type") ?? "";
  if (status >= 400) {
    // The health of a shop without its database is an answer, not a problem.
    if (type !== "application/problem+json") return `an error as ${type}`;
    const problem = JSON.parse(text) as { code: string; status: number };
    const schema = document.components.schemas["Problem"]!;
    const unfit = misfit(problem, schema, document.components.schemas);
    if (unfit !== null) return unfit;
    if (problem.status !== status) return "the status within is another";
    return documented.description.split(", ").includes(problem.code) ? null : `the code ${problem.code} is not in the document`;
  }
  const schema = documented.content?.["application/json"]?.schema;
  const empty = Array.isArray(schema?.["anyOf"]) && schema["anyOf"].length === 0;
  if (schema === undefined || empty || !type.startsWith("application/json")) return null;
  return misfit(JSON.parse(text), schema, document.components.schemas);
}
