import type { ComponentProps, ReactNode } from 'react';

type Props = Omit<ComponentProps<'section'>, 'title'> & {
  readonly title: string;
  /** The actions, at the end of the title's line. */
  readonly actions?: ReactNode;
  /** Whether it holds several parts below each other. */
  readonly isStacked?: boolean;
};

/** A framed part of a page with a title. */
export function Card({ title, actions, isStacked = false, className = '', children, ...section }: Props) {
  return (
    <section {...section} className={`card framed ${className}`}>
      <div className="card-header row">
        <h2>{title}</h2>
        {actions && <div className="header-actions flex gap-2 push rigid">{actions}</div>}
      </div>
      <div className={isStacked ? 'card-body grid gap-3' : 'card-body'}>{children}</div>
    </section>
  );
}
