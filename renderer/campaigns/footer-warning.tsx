import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Icon } from '../ui/icon.tsx';

/** What is still to be settled, beside the button that goes on. */
export function FooterWarning({ children }: { children: ReactNode }) {
  return (
    <span className="push status" data-status="unconfirmed">
      <Icon of={TriangleAlert} className="tone-warn" />
      {children}
    </span>
  );
}
