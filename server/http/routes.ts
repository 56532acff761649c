/** All that the API offers, in the order in which the contract tells it: the engine's own, then the application's. */
import type { ApplicationRoute } from "../database/route.ts";
import { applicationRoutes } from "./application_routes.ts";
import { isOfTheApi } from "./paths.ts";
import type { AnyRoute } from "./route.ts";
import { apiTokenRoutes } from "./routes/api_tokens.ts";
import { archiveRoutes } from "./routes/archives.ts";
import { backupRoutes } from "./routes/backups.ts";
import { authRoutes } from "./routes/auth.ts";
import { contractRoutes } from "./routes/contract.ts";
import { displaySocketRoutes } from "./routes/displays.ts";
import { doctorRoutes } from "./routes/doctor.ts";
import { headOfficeRoutes } from "./routes/head_office.ts";
import { healthRoutes } from "./routes/health.ts";
import { journalRoutes } from "./routes/journal.ts";
import { metricsRoutes } from "./routes/metrics.ts";
import { networkRoutes } from "./routes/network.ts";
import { pinRoutes } from "./routes/pins.ts";
import { queryRoutes } from "./routes/query.ts";
import { rightsRoutes } from "./routes/rights.ts";
import { schemaRoutes } from "./routes/schema.ts";
import { sessionRoutes } from "./routes/sessions.ts";
import { setupRoutes } from "./routes/setup.ts";
import { socketRoutes } from "./routes/socket.ts";
import { supportRoutes } from "./routes/support.ts";
import { sealingRoutes } from "./routes/sealing.ts";
import { workRoutes } from "./routes/work.ts";
import { userRoutes } from "./routes/users.ts";

export function routesOf(application: readonly ApplicationRoute[]): readonly AnyRoute[] {
  const all: AnyRoute[] = [];
  const shown = application.map((route) => route.kind === "command" ? route.opensDisplay : undefined).find((one) =>
    one !== undefined
  );
  all.push(
    ...healthRoutes,
    ...setupRoutes,
    ...authRoutes,
    ...pinRoutes(),
    ...queryRoutes,
    ...socketRoutes,
    ...displaySocketRoutes(shown),
    ...metricsRoutes,
    ...schemaRoutes,
    ...rightsRoutes,
    ...userRoutes,
    ...sessionRoutes,
    ...apiTokenRoutes,
    ...networkRoutes,
    ...headOfficeRoutes,
    ...sealingRoutes,
    ...workRoutes,
    ...journalRoutes,
    ...archiveRoutes,
    ...backupRoutes,
    ...supportRoutes,
    ...doctorRoutes,
    // The contract tells of itself as well.
    ...contractRoutes(() => all.filter(({ path }) => isOfTheApi(path))),
    ...applicationRoutes(application),
  );
  return all;
}
