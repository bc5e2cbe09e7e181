import type { ReactNode } from 'react';

export const linkStateId = 'link-state';

/** The line below the card's picture: an icon, what happens, and a hint. Changes are announced. */
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
