/** The program's version, as deno.json says it. */
import denoJson from "../../deno.json" with { type: "json" };

export const VERSION = denoJson.version;
