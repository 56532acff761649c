/** A deno lint plugin: who may import whom. Data flows one way, and this keeps it so. */

/** What the rooms of the engine share: its door to the shop, and what travels between its workers. */
const ENGINE = [
  "server/database/actors.ts",
  "server/database/application.ts",
  "server/database/clock.ts",
  "server/database/failure.ts",
  "server/database/jobs.ts",
  "server/database/long_text.ts",
  "server/database/progress.ts",
  "server/database/route.ts",
  "server/database/work.ts",
];
/** What the roles of the page share; a role never names another. */
const PAGE = [
  "shared",
  "client/common.ts",
  "client/network",
  "client/components",
  "client/catalogue",
  "client/scanner",
  "client/pads",
  "client/ticket",
  "client/shell",
];

/** Folder → the folders it may import from, itself aside. `npm:` and `node:` are judged apart. */
const LAYERS: Readonly<Record<string, readonly string[]>> = {
  "shared": [],

  "client/network": ["shared"],
  "client/shell/words": ["shared"],
  "client/components": ["shared", "client/shell/words"],
  "client/catalogue": ["shared", "client/network", "client/components", "client/shell/words"],
  "client/ticket": ["shared", "client/network", "client/catalogue"],
  "client/scanner": ["shared", "client/network", "client/components", "client/catalogue", "client/shell/words"],
  "client/pads": [
    ...["shared", "client/network", "client/components", "client/catalogue", "client/scanner/typed.ts", "client/shell/words"],
    "client/common.ts",
  ],
  "client/shell": ["shared", "client/common.ts", "client/network", "client/components", "client/catalogue"],
  ...roles("caisse", "vendeur", "owner"),
  "client/owner/sections/books": [...PAGE, "client/owner", "client/verifier/verify.ts"],
  // A page of its own: of the till's it knows how that keeps things, and nothing of what it does with them.
  "client/display": [
    ...["shared", "client/network/shelf.ts", "client/network/platform.ts", "client/network/page_storage.ts"],
    ...[
      "client/network/pause.ts",
      "client/network/uuid.ts",
      "client/shell/words/first_locale.ts",
      "client/components/qr_code.tsx",
    ],
  ],
  "client/verifier": ["shared"],
  "client": ["shared", "client"],

  "server/database/sql": ["shared", ...ENGINE],
  "server/database/bounds": ["shared", "server/database/sql"],
  "server/database/files": ["shared", "server/database/sql", ...ENGINE],
  "server/database/journal": ["shared", "server/database/sql", ...ENGINE],
  "server/database/sealing": ["shared", "server/database/sql", "server/database/files", "server/database/journal", ...ENGINE],
  "server/database/schema": ["shared", "server/database/sql", "server/database/bounds", "server/database/files", ...ENGINE],
  "server/database/workers": ["shared", ...ENGINE],
  "server/database/processes": ["shared", ...ENGINE],
  "server/database/reading": [
    ...["shared", "server/database/sql", "server/database/bounds", "server/database/schema"],
    ...["server/database/journal", "server/database/workers", "server/database/processes/answer_line.ts", ...ENGINE],
  ],
  "server/database/writing": [
    ...["shared", "server/database/sql", "server/database/bounds", "server/database/schema", "server/database/files"],
    ...["server/database/journal", "server/database/workers", "server/database/reading/select.ts"],
    ...["server/database/processes/answer_line.ts", ...ENGINE],
  ],
  "server/database": ["shared"],
  "server/security": ["shared", "server/database"],
  "server/network": ["shared", "server/security"],
  "server/realtime": ["shared", "server/database", "server/security"],
  "server/shop/fiscal": [
    ...["shared", "server/database/application.ts", "server/shop/calendar.ts", "server/shop/closings_made.ts"],
    ...[
      "server/shop/card_operations.ts",
      "server/shop/displays.ts",
      "server/shop/print_jobs.ts",
      "server/shop/sale.ts",
      "server/shop/time_zone.ts",
      "server/shop/trace.ts",
    ],
  ],
  // It knows devices and nothing of the shop, which hands it documents.
  "server/devices": ["shared"],
  "server/shop": [
    "shared",
    "server/database/application.ts",
    "server/database/route.ts",
    "server/devices/card_outcome.ts",
    "server/devices/document.ts",
    "server/devices/outcome.ts",
    "server/devices/weighing.ts",
    "server/head_office/inquiry.ts",
  ],
  "server/http": ["shared", "server/database", "server/security", "server/realtime", "server/head_office/link_status.ts"],
  "server/restoring": ["shared", "server/database", "server/security", "server/shop"],
  "server/head_office": [
    ...["shared", "server/database/journal", "server/database/processes", "server/database/sql"],
    ...["server/shop/fiscal/continuity.ts", "server/shop/fiscal/ecdsa.ts", "server/shop/fiscal/walk.ts"],
  ],
  "server/workers": ["shared", "server/rights.ts", "server/database", "server/security", "server/shop", "server/restoring"],
  "server/cli": ["shared", "server", "deno.json"],
  "server": [
    ...["shared", "server/database", "server/security", "server/realtime", "server/http", "server/workers", "server/shop"],
    ...["server/restoring", "server/devices", "server/network", "server/head_office"],
  ],
};
/** Layer → folders whose types it may name: it is given the values themselves. */
const TYPES_ONLY: Readonly<Record<string, readonly string[]>> = {
  "client/components": ["client/network"],
  "client/shell/words": ["client/network"],
  "client/caisse/components": ["client/caisse/store"],
  "client/vendeur/components": ["client/vendeur/store"],
  "client/owner/components": ["client/owner/store"],
  "server/database/bounds": ["server/database/schema"],
  "server/database/files": ["server/database/journal"],
  "server/database/journal": ["server/database/files", "server/database/writing"],
  "server/database/sql": ["server/database/schema"],
  "server/shop/fiscal": ["server/shop/context.ts"],
};

/** A role's rooms: its store knows nothing of its pages, and its words of neither. */
function roles(...names: readonly string[]): Record<string, readonly string[]> {
  return Object.fromEntries(names.flatMap((name) => {
    const room = `client/${name}`;
    return [
      [`${room}/words`, ["shared", "client/shell/words", "client/catalogue"]],
      [`${room}/store`, [
        "shared",
        "client/network",
        "client/catalogue",
        "client/scanner",
        "client/ticket",
        "client/shell/store",
      ]],
      [`${room}/components`, [...PAGE, `${room}/words`]],
      [room, PAGE],
    ];
  }));
}
/** Folders that run in a browser, or in both: nothing of Deno or Node. */
const PORTABLE = ["shared", "client"];

const plugin: Deno.lint.Plugin = {
  name: "comptoir",
  rules: {
    layers: {
      create(context) {
        const file = relative(context.filename);
        const layer = layerOf(file);
        const judge = (source: { value: unknown } | null | undefined, node: Deno.lint.Node, typesOnly = false) => {
          if (layer === null || source === null || source === undefined || typeof source.value !== "string") return;
          const name = source.value;
          if (!name.startsWith(".")) {
            const portable = PORTABLE.some((folder) => file.startsWith(`${folder}/`));
            if (portable && /^(?:node|jsr):/.test(name)) {
              context.report({ node, message: `'${layer}' runs in browsers: no '${name}'` });
            }
            return;
          }
          const target = resolve(file, name);
          const allowed = [layer, ...LAYERS[layer]!, ...(typesOnly ? TYPES_ONLY[layer] ?? [] : [])].some((place) =>
            target === place || target.startsWith(`${place}/`)
          );
          if (!allowed) context.report({ node, message: `'${layer}' must not import '${target}'` });
        };
        return {
          ImportDeclaration: (node) => judge(node.source, node, node.importKind === "type"),
          ExportNamedDeclaration: (node) => judge(node.source, node),
          ExportAllDeclaration: (node) => judge(node.source, node),
          ImportExpression: (node) => judge(node.source as { value?: unknown } as { value: unknown }, node),
        };
      },
    },
  },
};
export default plugin;

/** The path below the project's root. */
function relative(filename: string): string {
  const root = import.meta.dirname!.replaceAll("\\", "/").replace(/scripts$/, "");
  return filename.replaceAll("\\", "/").replace(root, "");
}

function layerOf(file: string): string | null {
  return Object.keys(LAYERS).sort((a, b) => b.length - a.length).find((layer) => file.startsWith(`${layer}/`)) ?? null;
}

function resolve(from: string, specifier: string): string {
  const parts = from.split("/").slice(0, -1);
  for (const part of specifier.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== ".") parts.push(part);
  }
  return parts.join("/");
}
