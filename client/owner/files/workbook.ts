/** A workbook (XLSX) as a table: its first sheet that holds something. Fetched with the first such file that is chosen. */
import { strFromU8, unzipSync } from "fflate";
import readXlsxFile from "read-excel-file/universal";
import { OWNER_LIMITS } from "../../../shared/owner_limits.ts";
import { type FileTable, UnreadableFile } from "../../../shared/files/table.ts";

export async function readWorkbook(bytes: Uint8Array<ArrayBuffer>): Promise<FileTable> {
  expectModest(bytes);
  const sheets = await readXlsxFile(bytes.buffer).catch(() => {
    throw new UnreadableFile("damagedWorkbook");
  });
  const rows = sheets.find(({ data }) => data.length > 0)?.data ?? [];
  if (rows.some((row) => row.length > OWNER_LIMITS.importColumns)) throw new UnreadableFile("tooManyColumns");
  const lines = rows.map((row, at) => ({ line: at + 1, cells: row.map((cell) => textOf(cell as Cell)) }))
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ""));
  return { lines, brokenQuotes: [] };
}

/** What it unpacks to stands in its own list; a sheet is read into a table as wide and as long as its last cell says. */
function expectModest(bytes: Uint8Array): void {
  let unpacked = 0;
  const sheets = damaged(() =>
    unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        unpacked += originalSize;
        return unpacked <= OWNER_LIMITS.workbookBytes && /worksheets\/[^/]+\.xml$/.test(name);
      },
    })
  );
  if (unpacked > OWNER_LIMITS.workbookBytes) throw new UnreadableFile("tooLarge");
  for (const sheet of Object.values(sheets)) {
    let [width, height] = [1, 1];
    for (const [, letters, row] of strFromU8(sheet).matchAll(PLACE)) {
      width = Math.max(width, columnOf(letters!));
      height = Math.max(height, Number(row));
    }
    if (width * height > OWNER_LIMITS.workbookCells) throw new UnreadableFile(height > width ? "tooManyLines" : "tooManyColumns");
  }
}
const PLACE = /<(?:\w+:)?(?:c|row)\s[^>]*?\br="([A-Z]{0,3})(\d{1,7})"/g;

/** `AB` → 28 */
function columnOf(letters: string): number {
  return [...letters].reduce((column, letter) => column * 26 + letter.charCodeAt(0) - 64, 0);
}

function damaged<T>(read: () => T): T {
  try {
    return read();
  } catch {
    throw new UnreadableFile("damagedWorkbook");
  }
}

/** What the library says of dates is their constructor's type. */
type Cell = string | number | boolean | Date | null;

/** As somebody would type it. A number that was computed has more digits than anybody meant; a code has all of its own. */
function textOf(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return Number.isSafeInteger(cell) ? String(cell) : String(Number(cell.toPrecision(12)));
  if (typeof cell === "boolean") return cell ? "1" : "0";
  return cell instanceof Date ? cell.toISOString().slice(0, 10) : cell;
}
