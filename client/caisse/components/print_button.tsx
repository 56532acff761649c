/** Prints a receipt or a copy of one, once for a double click: the second would be a copy too many, numbered and recorded. */
import type { ComponentChildren } from "preact";
import { Icon } from "../../components/icon.tsx";
import { Key } from "../../components/main_button.tsx";

interface PrintButtonProps {
  big?: boolean;
  disabled: boolean;
  onPrint: () => void;
  children: ComponentChildren;
}

export function PrintButton({ big = false, disabled, onPrint, children }: PrintButtonProps) {
  return (
    <button
      type="button"
      class={big ? "button button-plain button-big" : "button button-plain"}
      disabled={disabled}
      onClick={({ detail }) => detail < 2 && onPrint()}
    >
      <Icon name="print" />
      {children}
      <Key name="F2" />
    </button>
  );
}
