/** Worker: a reader beside the writer. */
import { serveReader } from "../database/reading/reader_worker.ts";
import { reading } from "../shop/reading.ts";

serveReader(self as unknown as Parameters<typeof serveReader>[0], reading);
