import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Icon } from '../ui/icon.tsx';

/** What is still to settle, beside the way on. */
export function FooterWarning({ children }: { children: ReactNode }) {
  return (
    <span className="push status" data-status="unconfirmed">
      <Icon of={TriangleAlert} className="tone-warn" />
      {children}
    </span>
  );
}
