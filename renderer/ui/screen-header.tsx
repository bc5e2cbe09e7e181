import type { ReactNode } from 'react';

/** The header of a screen: its title, what is beside it, and the actions at its end. */
export function ScreenHeader(props: {
  readonly title: ReactNode;
  /** It may be too long for the line: its end is cut. */
  readonly isLong?: boolean;
  readonly className?: string;
  readonly beside?: ReactNode;
  readonly actions?: ReactNode;
  /** Shown below the title. */
  readonly children?: ReactNode;
}) {
  const { title, isLong = false, className = '', beside, actions, children } = props;
  return (
    <header className={`screen-header ${className}`}>
      <div className="screen-header-row row gap-3">
        <h1 className={isLong ? 'clip' : undefined}>{title}</h1>
        {beside}
        {actions && <div className="header-actions flex gap-2 push rigid">{actions}</div>}
      </div>
      {children}
    </header>
  );
}
