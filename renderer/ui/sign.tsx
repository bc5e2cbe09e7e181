import type { ReactNode } from 'react';

/** The icons of a status. A solid one is certain, a broken outline is doubt, the eye is the operator's word. */
const shapes = {
  pending: <circle cx="8" cy="8" r="5" />,
  sending: (
    <>
      <circle cx="8" cy="8" r="5.25" opacity=".25" />
      <path d="M8 2.75a5.25 5.25 0 0 1 5.25 5.25" />
    </>
  ),
  sent: <path d="m3.25 8.5 3 3 6.5-7" />,
  delivered: <path d="m2 8.5 3 3 6.5-7M9 11.1l.4.4 6.5-7" />,
  read: (
    <>
      <rect x=".5" y="1.5" width="19" height="13" rx="6.5" fill="currentColor" stroke="none" />
      <path d="m4.25 8.25 2.25 2.25 4.25-4.75M9.3 10.25l.3.25 4.5-4.75" className="cut" />
    </>
  ),
  word: (
    <>
      <path d="M1.5 8C2.9 5.3 5.2 3.75 8 3.75S13.1 5.3 14.5 8c-1.4 2.7-3.7 4.25-6.5 4.25S2.9 10.7 1.5 8z" />
      <circle cx="8" cy="8" r="1.75" />
    </>
  ),
  'not-sent': (
    <>
      <circle cx="8" cy="8" r="6.25" fill="currentColor" stroke="none" />
      <path d="m5.75 5.75 4.5 4.5M10.25 5.75l-4.5 4.5" className="cut" />
    </>
  ),
  unconfirmed: (
    <>
      <circle cx="8" cy="8" r="5.9" strokeDasharray="2.2 2.433" strokeLinecap="butt" />
      <path d="M6.4 6.5c0-.95.7-1.6 1.65-1.6.9 0 1.6.6 1.6 1.45 0 1.2-1.6 1.25-1.6 2.5M8.05 11.05h.01" />
    </>
  ),
  held: (
    <>
      <circle cx="8" cy="8" r="5.75" />
      <path d="M8 4.75V8l2.25 1.5" />
    </>
  ),
  cancelled: (
    <>
      <circle cx="8" cy="8" r="5.5" />
      <path d="M5.5 8h5" />
    </>
  ),
  draft: <path d="m3 13 .6-2.9 7-7a1.2 1.2 0 0 1 1.7 0l.6.6a1.2 1.2 0 0 1 0 1.7l-7 7z" />,
  running: (
    <>
      <circle cx="8" cy="8" r="5.75" />
      <circle cx="8" cy="8" r="2.5" fill="currentColor" stroke="none" />
    </>
  ),
  paused: <path d="M5.75 4v8M10.25 4v8" strokeWidth="2" />,
  finished: <path d="M4.5 13.5v-11M4.5 3h7l-1.5 2.75 1.5 2.75h-7" />,
  step: <circle cx="8" cy="8" r="2.5" fill="currentColor" stroke="none" />,
} satisfies Record<string, ReactNode>;
export type SignKind = keyof typeof shapes;

const wide: ReadonlySet<SignKind> = new Set(['delivered', 'read']);

/** A status icon. It never stands alone: the word is beside it. */
export function Sign({ kind, className = '' }: { kind: SignKind; className?: string }) {
  const isWide = wide.has(kind);
  return (
    <svg
      viewBox={isWide ? '0 0 20 16' : '0 0 16 16'}
      aria-hidden
      className={`sign ${isWide ? 'sign-wide' : ''} ${kind === 'sending' ? 'is-turning' : ''} ${className}`}
    >
      {shapes[kind]}
    </svg>
  );
}

/** Turns while something is under way; the word beside it says what. */
export function Spinner({ className = 'tone-accent' }: { className?: string }) {
  return <Sign kind="sending" className={className} />;
}

/** The brand's check mark, white on the accent colour. */
export function BrandMark() {
  return (
    <svg className="rigid" width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">
      <rect width="20" height="20" rx="6" fill="var(--color-accent-fill)" />
      <path
        d="m5.5 10.5 3 3 6-7"
        fill="none"
        stroke="#fff"
        strokeWidth="2"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
