import { Check, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';

const icons = { good: Check, warn: TriangleAlert, info: Info } as const;

/** A line of a list: something good, something to look at, or something to know. */
export function NoteLine(props: {
  readonly tone?: keyof typeof icons;
  readonly isQuiet?: boolean;
  readonly children: ReactNode;
}) {
  const { tone = 'info', isQuiet = false, children } = props;
  return (
    <li className="marked">
      <Icon of={icons[tone]} className={tone === 'info' ? 'faint' : `tone-${tone}`} />
      <div className={isQuiet ? 'quiet' : undefined}>{children}</div>
    </li>
  );
}
