/** A file of this computer's, chosen. Its own field is drawn by the browser, in its own language: a button stands for it. */
import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";

interface FilePickProps {
  /** What the file is for, for those who do not see the button. */
  label: string;
  /** As fields of files take it: `image/*`, or endings. */
  accept: string;
  main?: boolean;
  disabled: boolean;
  onPick: (file: File) => void;
  children: ComponentChildren;
}

export function FilePick({ label, accept, main = false, disabled, onPick, children }: FilePickProps) {
  const field = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={field}
        type="file"
        class="visually-hidden"
        tabIndex={-1}
        aria-label={label}
        accept={accept}
        onChange={(event) => {
          const input = event.currentTarget;
          const [file] = input.files ?? [];
          if (file !== undefined) onPick(file);
          // The same file, mended, is another choice.
          input.value = "";
        }}
      />
      <button
        type="button"
        class={`button ${main ? "button-main" : "button-plain"}`}
        disabled={disabled}
        onClick={() => field.current?.click()}
      >
        {children}
      </button>
    </>
  );
}
