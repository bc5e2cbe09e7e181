import type { ReactNode } from 'react';

/** Says what will be here, and offers the one next action. `isOfList`: it is centred in the place of a list. */
export function EmptyState(props: {
  readonly title: string;
  readonly children: ReactNode;
  readonly action?: ReactNode;
  readonly isOfList?: boolean;
}) {
  const { title, children, action, isOfList = false } = props;
  const words = (
    <div className="empty grid gap-2">
      <h2>{title}</h2>
      <p className="quiet">{children}</p>
      {action}
    </div>
  );
  return isOfList ? <div className="list-empty grid center">{words}</div> : words;
}
