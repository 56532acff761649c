/** A file that somebody chose, as a table: what it is shows by its first bytes, not by its name. */
import { OWNER_LIMITS } from "../../../shared/owner_limits.ts";
import { decode } from "../../../shared/files/decode.ts";
import { readDelimited } from "../../../shared/files/delimited.ts";
import { type FileTable, UnreadableFile } from "../../../shared/files/table.ts";

/** Throws UnreadableFile. What is too large is not even read. */
export async function readTable(file: Blob): Promise<FileTable> {
  if (file.size > OWNER_LIMITS.importFileBytes) throw new UnreadableFile("tooLarge");
  const bytes = new Uint8Array(await file.arrayBuffer());
  const table = await tableOf(bytes);
  if (table.lines.length === 0) throw new UnreadableFile("empty");
  // A line more, for the head.
  if (table.lines.length > OWNER_LIMITS.importLines + 1) throw new UnreadableFile("tooManyLines");
  return table;
}

async function tableOf(bytes: Uint8Array<ArrayBuffer>): Promise<FileTable> {
  if (beginsWith(bytes, [0x50, 0x4b, 0x03, 0x04])) return await (await import("./workbook.ts")).readWorkbook(bytes);
  // What Excel wrote before 2007.
  if (beginsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) throw new UnreadableFile("oldWorkbook");
  return readDelimited(decode(bytes));
}

function beginsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, at) => bytes[at] === byte);
}
