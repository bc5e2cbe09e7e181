import { Info } from 'lucide-react';
import type { ReactNode } from 'react';
import { Icon } from '../../ui/icon.tsx';

/** A note about where the list comes from, or how it was read before. */
export function SourceNote({ icon = Info, children }: { icon?: typeof Info; children: ReactNode }) {
  return (
    <p className="marked gap-2 small quiet above-2">
      <Icon of={icon} className="faint" />
      <span>{children}</span>
    </p>
  );
}
