/** Finds rules of the styles that no source gives anything to: a class that is drawn nowhere. */
import { sources } from "./sources.ts";

const STYLES = ["static/styles"];
/** What draws the page. */
const DRAWN = ["client", "shared", "static/index.html", "static/display.html"];

/** Class names of the styles that no source can write: neither whole, nor as a beginning and an ending of a template. */
function deadClasses(styles: string, drawn: string): string[] {
  const text = drawn.replace(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, "");
  const strings = [...text.matchAll(/"([^"\n]*)"|`([^`]*)`/g)].map(([, plain, template]) => plain ?? template!);
  const written = new Set(strings.flatMap((string) => string.split(/[^\w-]+/)));
  const begun = [...text.matchAll(/([a-z][\w-]*-)\$\{/g)].map(([, beginning]) => beginning!);
  const composed = (name: string) =>
    begun.some((beginning) => name.startsWith(beginning) && written.has(name.slice(beginning.length)));
  const classes = styles.replace(/\/\*[^]*?\*\//g, "").match(/\.[a-z][\w-]*(?=[^{}]*\{)/g) ?? [];
  return [...new Set(classes)].map((name) => name.slice(1)).filter((name) => !written.has(name) && !composed(name));
}

if (import.meta.main) {
  const text = async (folders: readonly string[], ...endings: string[]) =>
    [...(await sources(folders, endings)).values()].join("\n");
  const dead = deadClasses(await text(STYLES, ".css"), await text(DRAWN, ".ts", ".tsx", ".html"));
  if (dead.length > 0) {
    console.error(`Styles of nothing that is drawn: ${dead.map((name) => `.${name}`).join(", ")}`);
    Deno.exit(1);
  }
}
