/** What travels on sockets as a machine reads it: AsyncAPI, made of the routes that have frames. */
import type * as z from "zod";
import { CLOSE, SUBPROTOCOL } from "../../shared/protocol.ts";
import { namedSchemas, reference } from "./json_schema.ts";
import { type JsonObject, operationId, parametersOf, tagsOf } from "./operation.ts";
import type { AnyRoute, Frames } from "./route.ts";

/** The version of the binding of WebSockets that is spoken here. */
const BINDING = "0.1.0";

export function asyncapi(version: string, routes: readonly AnyRoute[]): JsonObject {
  const sockets = routes.flatMap((route) => route.frames === undefined ? [] : [{ route, frames: route.frames }]);
  const all = sockets.flatMap(({ frames: { told, heard } }) => [...told, ...heard]);
  return {
    asyncapi: "3.1.0",
    info: {
      title: "Comptoir",
      version,
      description: "What a shop's till server tells as it happens. All else is asked: /api/openapi.json. " +
        "Fields may be added to a message: what is not known is passed over.",
      tags: tagsOf(sockets.map(({ route }) => route)),
      license: { name: "MIT", url: "https://spdx.org/licenses/MIT.html" },
    },
    defaultContentType: "application/json",
    servers: {
      shop: {
        host: "{host}",
        protocol: "ws",
        description: "wss where the shop has HTTPS, on the same port as the page.",
        variables: { host: { default: "comptoir.local:8080", description: "As the page is opened by." } },
        security: [{ $ref: "#/components/securitySchemes/bearer" }],
      },
    },
    channels: Object.fromEntries(sockets.map(({ route, frames }) => [operationId(route), channel(route, frames)])),
    operations: Object.assign({}, ...sockets.map(({ route, frames }) => operations(route, frames))),
    components: {
      messages: Object.fromEntries(all.map((schema) => [nameOf(schema), {
        name: nameOf(schema),
        summary: schema.meta()?.description,
        payload: reference(schema),
      }])),
      schemas: namedSchemas(all, "draft-07"),
      securitySchemes: {
        bearer: {
          type: "http",
          scheme: "bearer",
          bearerFormat: "JWT",
          description: `In the header Authorization; browsers offer the subprotocols ${SUBPROTOCOL} and bearer.<token>.`,
        },
      },
    },
  };
}

function channel(route: AnyRoute, { told, heard }: Frames): JsonObject {
  const query = parametersOf(route).map(({ name, description, schema }) => [name, { ...schema as JsonObject, description }]);
  return {
    address: route.path,
    title: route.summary,
    description: route.description,
    messages: Object.fromEntries(
      [...told, ...heard].map((schema) => [nameOf(schema), { $ref: `#/components/messages/${nameOf(schema)}` }]),
    ),
    bindings: {
      ws: { method: route.method, query: { type: "object", properties: Object.fromEntries(query) }, bindingVersion: BINDING },
    },
    "x-close-codes": CLOSE,
  };
}

/** As the server does them: it sends what is told, and receives what is heard. */
function operations(route: AnyRoute, { told, heard, answer }: Frames): JsonObject {
  const id = operationId(route);
  const place = { $ref: `#/channels/${id}` };
  const messages = (schemas: Frames["told"]) => schemas.map((one) => ({ $ref: `${place.$ref}/messages/${nameOf(one)}` }));
  return {
    [`${id}Told`]: { action: "send", channel: place, description: "What the server says.", messages: messages(told) },
    ...answer === null ? {} : {
      [`${id}Heard`]: {
        action: "receive",
        channel: place,
        description: "What may be said to it.",
        messages: messages(heard),
        reply: { channel: place, messages: messages([answer]) },
      },
    },
  };
}

function nameOf(schema: z.ZodType): string {
  return String(schema.meta()?.id);
}
