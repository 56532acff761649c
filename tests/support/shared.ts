/** What the tests of a file share, for they leave it to each other as they need it: opened before the first of them, and ended with the last. */

export function shared<T extends AsyncDisposable>(open: () => Promise<T>): () => T {
  let opened: T | null = null;
  Deno.test.beforeAll(async () => {
    opened = await open();
  });
  Deno.test.afterAll(async () => await opened?.[Symbol.asyncDispose]());
  return () => opened!;
}
