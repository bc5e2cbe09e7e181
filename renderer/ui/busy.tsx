import type { ReactNode } from 'react';
import { Spinner } from './sign.tsx';

/** Says that something is being read or opened. */
export function Busy({ className = 'status', children }: { className?: string; children: ReactNode }) {
  return (
    <p className={className} role="status">
      <Spinner />
      {children}
    </p>
  );
}
