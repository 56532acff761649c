/** Folders of a test's own, which go with its file. */

const folders: string[] = [];

export async function newFolder(): Promise<string> {
  const dir = await Deno.makeTempDir({ prefix: "comptoir-test-" });
  folders.push(dir);
  return dir;
}

Deno.test.afterAll(async () => {
  for (const dir of folders) await Deno.remove(dir, { recursive: true }).catch(() => {}); // a server's own went with it
});
