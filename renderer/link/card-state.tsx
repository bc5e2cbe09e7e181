import type { ReactNode } from 'react';

export const linkStateId = 'link-state';

/** The line under the card's picture: a sign, what happens, and a hint. It is announced when it changes. */
export function CardState({ sign, line, hint }: { sign: ReactNode; line: string; hint?: string | undefined }) {
  return (
    <div className="code-state marked lined-above">
      {sign}
      <span id={linkStateId} role="status">
        {line}
      </span>
      {hint && <span className="number faint">{hint}</span>}
    </div>
  );
}
