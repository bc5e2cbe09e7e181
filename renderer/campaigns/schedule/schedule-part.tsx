import type { ReactNode } from 'react';

export function SchedulePart({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <div className="part-header row wrap">
        <h2>{title}</h2>
      </div>
      <div className="fields grid gap-3">{children}</div>
    </section>
  );
}
