/** A deno lint plugin: who may import whom. Data flows one way, and this keeps it so. */

/** Folder → the folders it may import from, itself aside. `npm:` and `node:` are judged apart. */
const LAYERS: Readonly<Record<string, readonly string[]>> = {
  "shared": [],
  "client/store": ["shared"],
  "client/words": ["shared"],
  "client/components": ["shared", "client/words"],
  "client/pages": ["shared", "client/store", "client/components", "client/words"],
  "client": ["shared", "client/store", "client/pages", "client/components", "client/words"],
  "server/database": ["shared"],
  "server/security": ["shared", "server/database"],
  "server/realtime": ["shared", "server/database", "server/security"],
  "server/shop": ["shared", "server/database/application.ts"],
  "server/http": ["shared", "server/database", "server/security", "server/realtime"],
  "server/workers": ["shared", "server/database", "server/security", "server/shop"],
  "server/cli": ["shared", "server", "deno.json"],
  "server": ["shared", "server/database", "server/security", "server/realtime", "server/http", "server/workers", "server/shop"],
};
/** Layer → folders whose types it may name: it is given the values themselves. */
const TYPES_ONLY: Readonly<Record<string, readonly string[]>> = {
  "client/components": ["client/store"],
  "client/words": ["client/store"],
};
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
