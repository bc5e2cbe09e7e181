import { AlertDialog } from '@base-ui/react/alert-dialog';
import { Dialog as BaseDialog } from '@base-ui/react/dialog';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import { useText } from '../text.tsx';
import { Button } from './button.tsx';
import { Spinner } from './sign.tsx';

/** Asks before what cannot be undone; a held Enter changes nothing. It stays until the action is done. */
export function ConfirmDialog(props: {
  readonly open: boolean;
  readonly title: string;
  readonly children: ReactNode;
  /** A verb and a count: "Cancel 170 messages". */
  readonly confirm: string;
  /** The label of the safe choice, if it is not "Keep". */
  readonly keep?: string;
  readonly danger?: boolean;
  readonly onConfirm: () => unknown;
  readonly onClose: () => void;
}) {
  const { open, title, children, confirm, keep, danger = true, onConfirm, onClose } = props;
  const text = useText();
  const safe = useRef<HTMLButtonElement>(null);
  const [isUnderWay, setUnderWay] = useState(false);
  const act = async () => {
    setUnderWay(true);
    try {
      await onConfirm();
    } finally {
      setUnderWay(false);
    }
    onClose();
  };
  return (
    <AlertDialog.Root open={open} onOpenChange={(isOpen) => !isOpen && !isUnderWay && onClose()}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="scrim" />
        <AlertDialog.Popup className="dialog" initialFocus={safe}>
          <AlertDialog.Title className="below-2">{title}</AlertDialog.Title>
          <AlertDialog.Description className="quiet" render={<div />}>
            {children}
          </AlertDialog.Description>
          <div className="dialog-actions flex gap-2">
            <AlertDialog.Close disabled={isUnderWay} render={<Button ref={safe} />}>
              {keep ?? text('ui.keep')}
            </AlertDialog.Close>
            <Button kind={danger ? 'danger' : 'primary'} onPress={act}>
              {confirm}
            </Button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}

/** Covers everything and cannot be closed, because nothing can be done any more. */
export function LastWord(props: { readonly open: boolean; readonly title: string; readonly children: ReactNode }) {
  return (
    <AlertDialog.Root open={props.open}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="scrim" />
        <AlertDialog.Popup className="dialog">
          <AlertDialog.Title className="row below-2">
            <Spinner />
            {props.title}
          </AlertDialog.Title>
          <AlertDialog.Description className="quiet">{props.children}</AlertDialog.Description>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}

/** A small form above the page with a close button. The caller provides the other actions. */
export function Dialog(props: {
  readonly open?: boolean;
  readonly title: string;
  readonly children: ReactNode;
  /** It contains a table. */
  readonly isWide?: boolean;
  /** What is shown before and after the close button. */
  readonly before?: ReactNode;
  readonly actions?: ReactNode;
  /** The label of the close button, if it is not "Close". */
  readonly close?: string;
  /** What gets the focus after closing, if it follows another dialog; else what had it before. */
  readonly opener?: HTMLElement | null;
  readonly onClose: () => void;
}) {
  const { open = true, title, children, before, close, actions, isWide = false, onClose } = props;
  const text = useText();
  // Read before a field of the dialog takes the focus on opening, which would be remembered instead.
  const hadFocus = useMemo(() => (open ? focusedNow() : null), [open]);
  const opener = props.opener ?? hadFocus;
  return (
    <BaseDialog.Root open={open} onOpenChange={(isOpen) => !isOpen && onClose()}>
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className="scrim" />
        <BaseDialog.Popup
          className={isWide ? 'dialog dialog-wide' : 'dialog'}
          finalFocus={() => (opener?.isConnected ? opener : true)}
        >
          <BaseDialog.Title className="below-2">{title}</BaseDialog.Title>
          <div className="grid gap-4">{children}</div>
          <div className="dialog-actions flex gap-2">
            {before}
            <Button onPress={onClose}>{close ?? text('ui.close')}</Button>
            {actions}
          </div>
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}

/** The focused element; null if there is none. */
export function focusedNow(): HTMLElement | null {
  const now = document.activeElement;
  return now instanceof HTMLElement && now !== document.body ? now : null;
}
