import { Toast as Base } from '@base-ui/react/toast';
import { Check, TriangleAlert, X } from 'lucide-react';
import { type ReactNode, useCallback } from 'react';
import { useText } from '../text.tsx';
import { IconButton } from './button.tsx';
import { Icon } from './icon.tsx';

type Kind = 'good' | 'bad';
export type ToastAction = { readonly label: string; readonly onPress: () => void };

const shownMs = 6_000;

/** Must be above everything that shows a toast. */
export function ToastProvider({ children }: { readonly children: ReactNode }) {
  return (
    <Base.Provider timeout={shownMs} limit={3}>
      {children}
      <ToastList />
    </Base.Provider>
  );
}

/** Says shortly what came of an action, without taking the focus. */
export function useToast(): (kind: Kind, words: string, action?: ToastAction) => void {
  const { add } = Base.useToastManager();
  return useCallback(
    (kind, words, action) => {
      add({
        type: kind,
        description: words,
        priority: kind === 'bad' ? 'high' : 'low',
        ...(action === undefined ? {} : { actionProps: { children: action.label, onClick: action.onPress } }),
      });
    },
    [add],
  );
}

function ToastList() {
  const text = useText();
  const { toasts, close } = Base.useToastManager();
  return (
    <Base.Portal>
      <Base.Viewport className="toasts" aria-label={text('ui.notifications')}>
        {toasts.map((toast) => (
          <Base.Root
            key={toast.id}
            toast={toast}
            className="toast"
            swipeDirection={[]}
            aria-label={text('ui.notifications')}
          >
            <Icon
              of={toast.type === 'bad' ? TriangleAlert : Check}
              className={toast.type === 'bad' ? 'tone-bad' : 'tone-good'}
            />
            <Base.Description />
            <span className="toast-actions">
              {toast.actionProps && <Base.Action className="button button-quiet button-small" />}
              <IconButton icon={X} size="small" label={text('ui.close')} onPress={() => close(toast.id)} />
            </span>
          </Base.Root>
        ))}
      </Base.Viewport>
    </Base.Portal>
  );
}
