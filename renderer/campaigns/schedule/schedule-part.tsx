import type { ReactNode } from 'react';

/** A part of the schedule: a title, and fields below each other. */
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
