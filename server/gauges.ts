/** What the application tells monitors by itself; nothing while the database does not answer, which their other figures are to show. */
import type { Gauge } from "./database/application.ts";
import { SERVER } from "./database/actors.ts";
import type { DatabaseService } from "./database/service.ts";
import { AppError } from "../shared/errors.ts";
import { LIMITS } from "../shared/limits.ts";
import { withDeadline } from "./deadline.ts";

/** `question` is the application's; null where it has none. */
export async function gaugesOf(database: Pick<DatabaseService, "ask">, question: string | null): Promise<readonly Gauge[]> {
  let told: readonly Gauge[] = [];
  if (question === null) return told;
  const asked = database.ask(question, SERVER, {}).then((text) => void (told = JSON.parse(text)));
  const failed = asked.catch((error: unknown) => {
    if (!(error instanceof AppError)) console.error("The application's figures could not be told:", error);
  });
  await withDeadline(failed, LIMITS.healthMs);
  return told;
}
