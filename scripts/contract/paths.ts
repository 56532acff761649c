/** Stands for what `openapi-typescript` makes of the document: `deno task contract` puts that in its place, in a copy of this folder. */

// deno-lint-ignore no-explicit-any -- anything goes until the command has made it
export type paths = any;
