import { Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';
import { Sign } from './sign.tsx';

/** Something that the operator must know or decide, above the page: what happened, then what to do. */
export function Banner(props: {
  readonly kind: 'info' | 'paused' | 'alarm';
  readonly title?: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  readonly boxed?: boolean;
}) {
  const { kind, title, children, actions, boxed = false } = props;
  return (
    <div
      className={`banner grid top ${boxed ? 'banner-boxed' : ''}`}
      data-kind={kind}
      role={kind === 'alarm' ? 'alert' : 'status'}
    >
      {kind === 'paused' ? <Sign kind="paused" /> : <Icon of={kind === 'alarm' ? TriangleAlert : Info} />}
      <div>
        {title && <p className="strong">{title}</p>}
        {children && <p>{children}</p>}
      </div>
      {actions && <div className="banner-actions flex gap-2">{actions}</div>}
    </div>
  );
}
