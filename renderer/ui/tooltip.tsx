import { Tooltip as Base } from '@base-ui/react/tooltip';
import type { ReactElement } from 'react';

/** Names a control that shows only an icon. For screen readers the control itself has the name. */
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

/** An operator who closes a dialog has just used the control that opened it, and does not need its name. */
function isBackFromDialog(event: Event): boolean {
  if (!(event instanceof FocusEvent)) return false;
  // The element that had the focus in the dialog may no longer exist.
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
