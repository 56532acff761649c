/** What nobody caught is a bug of ours and no reason to close a shop: told in full, and the server goes on. */
import { currentRequest } from "../http/current_request.ts";

export function surviveUncaught(): void {
  const tell = (error: unknown) => console.error(`[${currentRequest.getStore() ?? "-"}] not caught:`, error);
  addEventListener("unhandledrejection", (event) => {
    event.preventDefault();
    tell(event.reason);
  });
  addEventListener("error", (event) => {
    event.preventDefault();
    tell(event.error ?? event.message);
  });
}
