import type { ComponentChildren } from 'preact';

interface ScrollProps {
  readonly label: string;
  readonly children: ComponentChildren;
}

/** What may be wider than the reader's page. */
export const Scroll = ({ label, children }: ScrollProps) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: who has no pointer scrolls it by the keys, once it is focused
  <section class="scroll" aria-label={label} tabIndex={0}>
    {children}
  </section>
);
