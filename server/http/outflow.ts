/** A long answer that somebody makes while it is taken: it leaves in small pieces, and who stops taking it is cut. */
import { LIMITS } from "../../shared/limits.ts";
import type { Found } from "./context.ts";
import type { Flow } from "./flow.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/**
 * Resolves when its first piece is there: what fails until then is an error like any other; later, the answer breaks off.
 * Behind each piece is a pause, for the thread that sends them answers the tills as well.
 */
export async function outflow(pieces: AsyncGenerator<Bytes>, flow: Flow, found: Found): Promise<ReadableStream<Bytes>> {
  let next: IteratorResult<Bytes> | null = await pieces.next();
  let cut = (): void => {};
  const passage = flow.answer(LIMITS.outflowBytes, found, found.done, () => cut());
  const end = () => {
    passage.end();
    pieces.return(undefined).catch(() => {});
  };
  return new ReadableStream({
    start(controller) {
      cut = () => {
        controller.error(new Error("nobody takes the answer"));
        end();
      };
    },
    async pull(controller) {
      passage.moved();
      if (next === null) {
        await new Promise((resolve) => setTimeout(resolve, LIMITS.outflowPauseMs));
        next = await pieces.next().catch((error) => {
          end();
          throw error;
        });
      }
      if (next.done) {
        end();
        return controller.close();
      }
      controller.enqueue(next.value);
      next = null;
    },
    cancel: end,
  }, { highWaterMark: 0 });
}
