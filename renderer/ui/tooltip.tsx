import { Tooltip as Base } from '@base-ui/react/tooltip';
import type { ReactElement } from 'react';

/** Names a control that shows only an icon. The control itself carries the name for screen readers. */
export function Tooltip({ words, shortcut, children }: { words: string; shortcut?: string; children: ReactElement }) {
  return (
    <Base.Root onOpenChange={(isOpen, { event, cancel }) => isOpen && isBackFromDialog(event) && cancel()}>
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

/** Whoever closes a dialog has just used the control that opened it, and needs its name no more. */
function isBackFromDialog(event: Event): boolean {
  if (!(event instanceof FocusEvent)) return false;
  // What had the focus in the dialog may be gone by then.
  if (!(event.relatedTarget instanceof Element)) return true;
  const dialog = event.relatedTarget.closest('[role="dialog"], [role="alertdialog"]');
  return dialog !== null && !(event.target instanceof Node && dialog.contains(event.target));
}

/** A key cap: `Ctrl F`, `Esc`. */
export function Key({ children }: { children: string }) {
  return (
    <bdi dir="ltr" className="key">
      {children}
    </bdi>
  );
}
