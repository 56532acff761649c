/** Which request is being answered, wherever its promises lead: for what nobody caught. */
import { AsyncLocalStorage } from "node:async_hooks";

export const currentRequest = new AsyncLocalStorage<string>();
