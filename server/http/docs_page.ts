/** The contract as people read it: one page without a script, written a route at a time so that tills are answered in between. */
import { setImmediate as others } from "node:timers/promises";
import { html, raw } from "hono/html";
import type { z } from "zod";
import { problem } from "../../shared/errors.ts";
import type { Auth } from "../database/route.ts";
import { jsonSchema } from "./json_schema.ts";
import { answersOf, bodyOf, byStatus, scopeOf } from "./openapi.ts";
import { type AnyRoute, errorsOf, OWNER_ALONE } from "./route.ts";

export async function docsPage(version: string, routes: readonly AnyRoute[]): Promise<string> {
  const sections: Awaited<ReturnType<typeof section>>[] = [];
  for (const route of routes) {
    sections.push(await section(route));
    await others();
  }
  return String(
    await html`<!doctype html>
<html lang="en" translate="no">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="google" content="notranslate">
    <title>Comptoir ${version}: API</title>
    <link rel="stylesheet" href="/assets/docs.css">
  </head>
  <body>
    <main>
      <h1>Comptoir ${version}</h1>
      <p>Five endpoints carry a shop: sign in, query, listen, and two to watch the server by. The same as a machine reads it:
        <a href="/api/openapi.json">openapi.json</a>, and for what is told as it happens
        <a href="/api/asyncapi.json">asyncapi.json</a>. Errors have one shape
        (<code>application/problem+json</code>, told apart by <code>code</code>).</p>
      <nav><ul>${
      routes.map((one) => html`<li><a href="#${anchor(one)}"><b>${one.method}</b> ${one.path}</a> ${one.summary}</li>`)
    }</ul></nav>
      ${sections}
    </main>
  </body>
</html>${raw("\n")}`,
  );
}

function section(route: AnyRoute) {
  const { method, path, summary, description, auth, otherwise } = route;
  const body = bodyOf(route);
  return html`
    <section id="${anchor(route)}">
      <h2><b>${method}</b> ${path}</h2>
      <p>${summary}. ${description ?? ""}</p>
      <p class="auth">${whoMayAsk(auth)} ${scopeOf(route)}</p>
      ${parameterTable(route)}
      ${body === null ? "" : html`<h3>Body</h3>${shape(body)}`}
      ${goodAnswer(route)}
      ${frameList(route)}
      ${otherwise === undefined ? "" : html`
        <h3>${otherwise.status}</h3>
        <p>${otherwise.text}.</p>
      `}
      <h3>Errors</h3>
      <table><tbody>${errorRows(route)}</tbody></table>
    </section>
  `;
}

function parameterTable({ parameters = [] }: AnyRoute) {
  if (parameters.length === 0) return "";
  const rows = parameters.map(({ name, where, text, required }) =>
    html`
      <tr>
        <td><code>${name}</code></td>
        <td>${where}${required ? ", required" : ""}</td>
        <td>${text}</td>
      </tr>
    `
  );
  return html`
    <table>
      <tbody>${rows}</tbody>
    </table>
  `;
}

function goodAnswer(route: AnyRoute) {
  const { status = 200, media = [] } = route;
  const forms = [...answersOf(route).map(shape), ...media.map((type) => html`<p><code>${type}</code></p>`)];
  return forms.length === 0 ? "" : html`<h3>${status}</h3>${forms}`;
}

function frameList({ frames }: AnyRoute) {
  if (frames === undefined) return "";
  const each = (schema: z.ZodType) => html`<p>${schema.meta()?.description}</p>${shape(schema)}`;
  const heard = frames.heard.length === 0 ? "" : html`<h3>Heard</h3>${frames.heard.map(each)}`;
  return html`<h3>Told</h3>${frames.told.map(each)}${heard}`;
}

function errorRows(route: AnyRoute) {
  return [...byStatus(errorsOf(route))].flatMap(([status, codes]) =>
    codes.map((code) =>
      html`
        <tr>
          <td>${status}</td>
          <td><code>${code}</code></td>
          <td>${problem(code, {}, "en").detail}</td>
        </tr>
      `
    )
  );
}

const WHO = {
  public: "Open to all.",
  server: "Open to all, on the server PC alone.",
  local: "Open on the server PC; from elsewhere it needs a session.",
  session: "Needs a session: Authorization: Bearer <token>.",
  owner: "Needs the owner's session, on the server PC.",
} as const;

function whoMayAsk(auth: Auth = OWNER_ALONE): string {
  if (typeof auth === "string") return WHO[auth];
  return auth.every((role) => role === "administrateur") ? WHO.owner : WHO.session;
}

function anchor({ method, path }: AnyRoute): string {
  return `${method}-${path}`.toLowerCase().replaceAll(/[^a-z]+/g, "-");
}

function shape(schema: z.ZodType) {
  const { $schema: _, id: __, ...definition } = jsonSchema(schema);
  return html`<pre tabindex="0">${JSON.stringify(definition, null, 2)}</pre>`;
}
