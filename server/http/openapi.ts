/** GET /api/openapi.json and /api/docs: the contract, made of the schemas that validate the requests. */
import type { Hono } from "hono";
import { html, raw } from "hono/html";
import { z } from "zod";
import { type ErrorCode, problem } from "../../shared/errors.ts";
import type { Env } from "./context.ts";
import type { Operation } from "./operations.ts";
import { json, textAnswer } from "./respond.ts";
import { answers, problemSchema } from "./schemas.ts";

type JsonObject = Record<string, unknown>;

export function openapiRoutes(app: Hono<Env>, operations: readonly Operation[]): void {
  let document: JsonObject | null = null;
  app.get("/api/openapi.json", (c) => json(c, document ??= openapi(c.env.services.version, operations)));

  let page: string | null = null;
  app.get("/api/docs", async (c) => {
    page ??= String(await docsPage(c.env.services.version, operations));
    return textAnswer(c, page, "text/html; charset=utf-8", 200, {
      "content-security-policy": "default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'none'",
    });
  });
}

export function openapi(version: string, operations: readonly Operation[]): JsonObject {
  const paths: Record<string, JsonObject> = {};
  for (const operation of operations) {
    const path = operation.path.replaceAll(/:(\w+)/g, "{$1}");
    (paths[path] ??= {})[operation.method.toLowerCase()] = describe(operation);
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
    paths,
    components: {
      schemas: components(operations),
      securitySchemes: { bearer: { type: "http", scheme: "bearer", bearerFormat: "JWT" } },
    },
  };
}

/** What a good answer may be: JSON, and what else is named. */
function contentOf({ answer, media = [] }: Operation): JsonObject {
  if (answer === null) return {};
  const json = answer.length === 0 ? [] : [["application/json", { schema: { anyOf: answer.map(reference) } }] as const];
  return { content: Object.fromEntries([...json, ...media.map((type) => [type, { schema: { type: "string" } }] as const)]) };
}

function describe(operation: Operation): JsonObject {
  const { summary, description, auth, body, parameters = [], otherwise, errors } = operation;
  const names = [...operation.path.matchAll(/:(\w+)/g)].map(([, name]) => name!);
  const responses: Record<string, JsonObject> = {
    [String(operation.status)]: { description: "Success", ...contentOf(operation) },
  };
  for (const [status, codes] of byStatus(errors)) {
    responses[String(status)] = {
      description: codes.join(", "),
      content: { "application/problem+json": { schema: reference(problemSchema) } },
    };
  }
  if (otherwise !== undefined) {
    const { status, text, answer } = otherwise;
    responses[String(status)] = { description: text, content: { "application/json": { schema: reference(answer) } } };
  }
  return {
    summary,
    ...(description === undefined ? {} : { description }),
    security: auth === "public" ? [] : [{ bearer: [] }],
    parameters: [
      ...names.map((name) => ({ name, in: "path", required: true, schema: { type: "string" } })),
      ...parameters.map(({ name, where, text, required = false }) => ({
        name,
        in: where,
        required,
        description: text,
        schema: { type: "string" },
      })),
    ],
    ...(body === undefined
      ? {}
      : { requestBody: { required: true, content: { "application/json": { schema: reference(body) } } } }),
    responses,
  };
}

function byStatus(codes: readonly ErrorCode[]): Map<number, ErrorCode[]> {
  const map = new Map<number, ErrorCode[]>();
  for (const code of codes) {
    const { status } = problem(code, {}, "en");
    map.set(status, [...map.get(status) ?? [], code]);
  }
  return map;
}

function reference(schema: z.ZodType): JsonObject {
  return { $ref: `#/components/schemas/${schema.meta()?.id}` };
}

function components(operations: readonly Operation[]): JsonObject {
  const bodies = operations.flatMap(({ body }) => body === undefined ? [] : [body]);
  const schemas: JsonObject = {};
  const replies = operations.flatMap(({ answer }) => answer ?? []);
  for (const schema of new Set([...bodies, ...replies, ...Object.values(answers), problemSchema])) {
    const { $schema: _, $defs = {}, ...definition } = z.toJSONSchema(schema, {
      io: "input",
      unrepresentable: "any",
    }) as JsonObject;
    // A schema with a name is one of its own $defs, and a mere reference outside of them.
    const named = "$ref" in definition ? $defs : { ...$defs as JsonObject, [String(schema.meta()?.id)]: definition };
    const text = JSON.stringify(named).replaceAll('"#/$defs/', '"#/components/schemas/');
    for (const [name, nested] of Object.entries(JSON.parse(text) as JsonObject)) schemas[name] ??= nested;
  }
  return schemas;
}

function docsPage(version: string, operations: readonly Operation[]) {
  const errorsOf = (codes: readonly ErrorCode[]) =>
    [...byStatus(codes)].flatMap(([status, list]) =>
      list.map((code) =>
        html`
          <tr>
            <td>${status}</td>
            <td><code>${code}</code></td>
            <td>${problem(code, {}, "en").detail}</td>
          </tr>
        `
      )
    );
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Comptoir ${version}: API</title>
    <link rel="stylesheet" href="/assets/docs.css">
  </head>
  <body>
    <main>
      <h1>Comptoir ${version}</h1>
      <p>Five endpoints carry a shop: sign in, query, listen, and two to watch the server by. The same as a machine reads it:
        <a href="/api/openapi.json">openapi.json</a>. Errors have one shape
        (<code>application/problem+json</code>, told apart by <code>code</code>).</p>
      <nav><ul>${
    operations.map((o) => html`<li><a href="#${anchor(o)}"><b>${o.method}</b> ${o.path}</a> ${o.summary}</li>`)
  }</ul></nav>
      ${
    operations.map((operation) =>
      html`
        <section id="${anchor(operation)}">
          <h2><b>${operation.method}</b> ${operation.path}</h2>
          <p>${operation.summary}. ${operation.description ?? ""}</p>
          <p class="auth">${AUTH_TEXT[operation.auth]}</p>
          ${(operation.parameters ?? []).length === 0 ? "" : html`
            <table>
              <tbody>
                      ${(operation.parameters ?? []).map((p) =>
                        html`
                          <tr>
                            <td><code>${p.name}</code></td>
                            <td>${p.where}${p.required ? ", required" : ""}</td>
                            <td>${p.text}</td>
                          </tr>
                        `
                      )}
                    </tbody>
            </table>
          `}
          ${operation.body === undefined ? "" : html`
            <h3>Body</h3>
            <pre tabindex="0">${schemaText(operation.body)}</pre>
          `}
          ${operation.answer === null
            ? ""
            : html`<h3>${operation.status}</h3>${
              operation.answer.map((schema) => html`<pre tabindex="0">${schemaText(schema)}</pre>`)
            }${(operation.media ?? []).map((type) => html`<p><code>${type}</code></p>`)}`}
          ${operation.otherwise === undefined ? "" : html`
            <h3>${operation.otherwise.status}</h3>
            <p>${operation.otherwise.text}.</p>
          `}
          <h3>Errors</h3>
          <table><tbody>${errorsOf(operation.errors)}</tbody></table>
        </section>
      `
    )
  }
    </main>
  </body>
</html>${raw("\n")}`;
}

const AUTH_TEXT = {
  public: "Open to all.",
  session: "Needs a session: Authorization: Bearer <token>.",
  administrateur: "Needs the owner's session, on the server PC.",
  local: "Open on the server PC; from elsewhere it needs a session.",
} as const;

function anchor({ method, path }: Operation): string {
  return `${method}-${path}`.toLowerCase().replaceAll(/[^a-z]+/g, "-");
}

function schemaText(schema: z.ZodType): string {
  const { $schema: _, id: __, ...definition } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as JsonObject;
  return JSON.stringify(definition, null, 2);
}
