/** The page of the first run, fetched by the one who has it: nobody else ever needs it. */
import { useSignal } from "@preact/signals";
import type { ComponentChildren, FunctionComponent } from "preact";
import { useEffect } from "preact/hooks";
import type { SetupProps } from "./setup.tsx";

/** `children` stand there while it is fetched. */
export function FirstRun({ children, ...props }: SetupProps & { children: ComponentChildren }) {
  const page = useSignal<FunctionComponent<SetupProps> | null>(null);
  useEffect(() => {
    // Without it the page stays at looking for the server, which is what is missing.
    import("./setup.tsx").then(({ Setup }) => page.value = Setup, () => {});
  }, []);
  const { value: Page } = page;
  return Page === null ? <>{children}</> : <Page {...props} />;
}
