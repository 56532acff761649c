/** The shop's awning: the mark of Comptoir. */
export function Brand({ name, large = false }: { name: string; large?: boolean }) {
  return (
    <span class={large ? "brand brand-large" : "brand"}>
      <svg class="brand-mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
        <rect class="brand-ground" width="32" height="32" rx="8" />
        <path
          class="brand-awning"
          d="M6 12.5 8.2 7h15.6l2.2 5.5a3 3 0 0 1-6 .6 3.4 3.4 0 0 1-6.7 0 3.4 3.4 0 0 1-6.7 0A3 3 0 0 1 6 12.5Z"
        />
        <path class="brand-counter" d="M8 19v6h16v-6M7 19h18" />
      </svg>
      <span class="brand-name">{name}</span>
    </span>
  );
}
