import { Tooltip as Base } from '@base-ui/react/tooltip';
import type { ReactElement } from 'react';

/** Names a control that shows only an icon. The control itself carries the name for screen readers. */
export function Tooltip({ words, shortcut, children }: { words: string; shortcut?: string; children: ReactElement }) {
  return (
    <Base.Root>
      <Base.Trigger render={children} />
      <Base.Portal>
        <Base.Positioner sideOffset={6} className="floating">
          <Base.Popup className="tooltip">
            {words}
            {shortcut && <Key>{shortcut}</Key>}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

/** A key cap: `Ctrl F`, `Esc`. */
export function Key({ children }: { children: string }) {
  return (
    <bdi dir="ltr" className="key">
      {children}
    </bdi>
  );
}
