/** The pages of the first run, fetched by the one who has it: nobody else ever needs them. */
import { useSignal } from "@preact/signals";
import type { ComponentChildren, FunctionComponent } from "preact";
import { useEffect } from "preact/hooks";
import type { SetupElsewhereProps } from "./setup_elsewhere.tsx";
import type { SetupProps } from "./setup.tsx";

export const FirstRun = fetched<SetupProps>(async () => (await import("./setup.tsx")).Setup);
export const SetupElsewhere = fetched<SetupElsewhereProps>(async () => (await import("./setup.tsx")).SetupElsewhere);

/** `children` stand there while it is fetched. */
function fetched<P extends object>(load: () => Promise<FunctionComponent<P>>) {
  return ({ children, ...props }: P & { children: ComponentChildren }) => {
    const page = useSignal<FunctionComponent<P> | null>(null);
    useEffect(() => {
      // Without it the page stays at looking for the server, which is what is missing.
      load().then((Page) => page.value = Page, () => {});
    }, []);
    const { value: Page } = page;
    return Page === null ? <>{children}</> : <Page {...props as unknown as P} />;
  };
}
