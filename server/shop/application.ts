/** The shop as the engine sees it: its schema, rights, guards and commands. */
import type { Application } from "../database/application.ts";
import { shopCommands } from "./commands.ts";
import { ENDPOINTS } from "./endpoints.ts";
import { onUserChanged } from "./equipe.ts";
import { GUARDS } from "./guards.ts";
import { MIGRATIONS } from "./migrations.ts";
import { RIGHTS } from "./rights.ts";

export const shop: Application = {
  migrations: MIGRATIONS,
  rights: RIGHTS,
  guards: GUARDS,
  commands: shopCommands,
  endpoints: ENDPOINTS,
  personal: { clients: ["nom", "telephone", "email", "adresse", "note"] },
  onUserChanged,
};
