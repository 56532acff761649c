/** Finds files that import one another in a circle, types included: none of them can be read, moved or tested without the others. */
import { dirname, join } from "node:path/posix";
import { sources } from "./sources.ts";

const FOLDERS = ["main.ts", "client", "scripts", "server", "shared", "tests"];
/** `import … from`, `export … from`, `import "…"`, `import("…")`, the last as a type as well. */
const IMPORT = /(?:\bfrom\s*|\bimport\s*\(?\s*)"(\.[^"]+)"/g;

type Imports = ReadonlyMap<string, readonly string[]>;

/** Tarjan's strongly connected components, those of more than one file. */
function circles(imports: Imports): string[][] {
  const found: string[][] = [];
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const stack: string[] = [];
  const visit = (file: string): void => {
    order.set(file, order.size);
    lowest.set(file, order.get(file)!);
    stack.push(file);
    for (const next of imports.get(file) ?? []) {
      if (!order.has(next)) visit(next);
      if (stack.includes(next)) lowest.set(file, Math.min(lowest.get(file)!, lowest.get(next)!));
    }
    if (lowest.get(file) !== order.get(file)) return;
    const circle = stack.splice(stack.indexOf(file));
    if (circle.length > 1 || imports.get(file)!.includes(file)) found.push(circle.sort());
  };
  for (const file of imports.keys()) if (!order.has(file)) visit(file);
  return found;
}

async function importsOf(folders: readonly string[]): Promise<Imports> {
  const files = await sources(folders, [".ts", ".tsx"]);
  return new Map(
    [...files].map(([file, text]) => {
      const named = [...text.matchAll(IMPORT)].map(([, name]) => join(dirname(file), name!));
      return [file, named.filter((name) => files.has(name))];
    }),
  );
}

if (import.meta.main) {
  const found = circles(await importsOf(FOLDERS));
  for (const circle of found) console.error(`A circle of ${circle.length} files:\n  ${circle.join("\n  ")}`);
  if (found.length > 0) Deno.exit(1);
}
