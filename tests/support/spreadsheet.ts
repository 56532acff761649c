/** CSV files as LibreOffice opens them in French: what it takes each cell for. */

/** `text` keeps what stands there; a number and a date are ones that it counts with. */
export type CellKind = "text" | "number" | "date" | "empty";

/** Semicolons, quotes, UTF-8, from the first line, French, dates and numbers told from text; what `="…"` says is text. */
const FILTER = "CSV:59,34,76,1,,1036,false,true";
/** A first start makes a profile. */
const PATIENCE_MS = 120_000;

/** File name → its rows of cells; null, told with the reason, where there is no LibreOffice. */
export async function openedInLibreOffice(
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<Map<string, CellKind[][]> | null> {
  const dir = await Deno.makeTempDir({ prefix: "comptoir-spreadsheet-" });
  try {
    for (const [name, content] of Object.entries(files)) {
      const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
      await Deno.writeFile(`${dir}/${name}`, bytes);
    }
    const args = ["--headless", `-env:UserInstallation=file://${dir}/profile`, `--infilter=${FILTER}`, "--convert-to", "fods"];
    const names = Object.keys(files);
    try {
      await new Deno.Command("soffice", {
        args: [...args, "--outdir", `${dir}/opened`, ...names.map((name) => `${dir}/${name}`)],
        stdout: "null",
        stderr: "null",
        signal: AbortSignal.timeout(PATIENCE_MS),
      }).output();
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
      console.log("ignored: there is no LibreOffice here to open the tables with");
      return null;
    }
    return new Map(names.map((name) => [name, cellsOf(Deno.readTextFileSync(`${dir}/opened/${name.replace(/csv$/, "fods")}`))]));
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}

const KINDS: Readonly<Record<string, CellKind>> = { float: "number", date: "date", string: "text" };

function cellsOf(sheet: string): CellKind[][] {
  return [...sheet.matchAll(/<table:table-row[^>]*>(.*?)<\/table:table-row>/gs)].map(([, row]) =>
    [...row!.matchAll(/<table:table-cell([^>]*?)\/?>/g)].flatMap(([, attributes]) => {
      const kind = KINDS[/office:value-type="(\w+)"/.exec(attributes!)?.[1] ?? ""] ?? "empty";
      const times = Number(/number-columns-repeated="(\d+)"/.exec(attributes!)?.[1] ?? 1);
      return Array.from({ length: Math.min(times, 100) }, () => kind);
    })
  );
}
