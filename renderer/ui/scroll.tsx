import type { ReactNode, Ref } from 'react';

/** An area that scrolls by itself. It has a name, and can be reached by keyboard. */
export function Scroll(props: {
  readonly label: string;
  readonly className?: string;
  readonly ref?: Ref<HTMLElement>;
  readonly children: ReactNode;
}) {
  const { label, className = '', ref, children } = props;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled area must be reachable by keyboard
    <section ref={ref} className={`scroll ${className}`} tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}
