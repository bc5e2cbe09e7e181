import type { ReactNode, Ref } from 'react';

/** An area that scrolls by itself: it has a name, and can be reached by keyboard. */
export function Scroll({
  label,
  className = '',
  ref,
  children,
}: {
  label: string;
  className?: string;
  ref?: Ref<HTMLElement>;
  children: ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled area must be reachable by keyboard
    <section ref={ref} className={`scroll ${className}`} tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}
