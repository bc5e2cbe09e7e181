import type { CSSProperties } from 'react';

type Fill = 'sent' | 'progress' | 'read' | 'delivered' | 'server' | 'word' | 'unconfirmed' | 'not-in-chat' | 'not-sent';
export type BarPart = { readonly fill: Fill; readonly count: number };

function share(count: number, total: number): CSSProperties {
  return { '--share': total === 0 ? 0 : (count / total) * 100 } as CSSProperties;
}

/** The outcomes of a whole, part by part; the rest of the bar is what is left. Doubt is hatched. */
export function OutcomeBar(props: {
  /** The same in words, for screen readers: "137 sent, 2 not confirmed, 3 not sent, 170 to go". */
  readonly label: string;
  readonly parts: readonly BarPart[];
  readonly total: number;
  readonly tall?: boolean;
}) {
  const { label, parts, total, tall = false } = props;
  return (
    <div className={`bar ${tall ? 'bar-outcome' : ''}`} role="img" aria-label={label}>
      {parts
        .filter((part) => part.count > 0)
        .map((part) => (
          <span key={part.fill} className={`fill-${part.fill}`} style={share(part.count, total)} />
        ))}
    </div>
  );
}

/** The progress of long work. `value` null: the amount of work is not known yet. */
export function ProgressBar({ label, value, max }: { label: string; value: number | null; max: number }) {
  return (
    <div
      className={`bar ${value === null ? 'bar-unknown' : ''}`}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={value === null || max === 0 ? undefined : Math.round((value / max) * 100)}
    >
      <span className="fill-progress" style={share(value ?? 0, max)} />
    </div>
  );
}
