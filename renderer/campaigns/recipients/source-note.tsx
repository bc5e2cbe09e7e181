import { Info } from 'lucide-react';
import type { ReactNode } from 'react';
import { Icon } from '../../ui/icon.tsx';

/** What is to be known of where the list comes from, or of how it was read before. */
export function SourceNote({ icon = Info, children }: { icon?: typeof Info; children: ReactNode }) {
  return (
    <p className="source-note marked gap-2 small quiet above-2">
      <Icon of={icon} />
      <span>{children}</span>
    </p>
  );
}
