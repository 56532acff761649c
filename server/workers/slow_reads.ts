/** Worker: reads that are not provably short, in a process of their own. */
import { serveSlowReads } from "../database/reading/slow_reads.ts";
import { reading } from "../shop/reading.ts";

serveSlowReads(self as unknown as Parameters<typeof serveSlowReads>[0], reading);
