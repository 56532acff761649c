/** Worker: the one writer, with the shop's rules. */
import { serveWriter } from "../database/writing/writer_worker.ts";
import { engineCommands } from "../security/engine_commands.ts";
import { shop } from "../shop/application.ts";

serveWriter(self as unknown as Parameters<typeof serveWriter>[0], shop, engineCommands(shop.people));
