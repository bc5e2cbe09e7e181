import { Toast as Base } from '@base-ui/react/toast';
import { Check, TriangleAlert, X } from 'lucide-react';
import { type ReactNode, useCallback } from 'react';
import { useText } from '../text.tsx';
import { Button, IconButton } from './button.tsx';
import { Icon } from './icon.tsx';

type Kind = 'good' | 'bad';
type ToastAction = { readonly label: string; readonly onPress: () => void };
type Data = { readonly actions: readonly ToastAction[] };

const shownMs = 6_000;
/** What went wrong and offers a way on waits longer, so that whoever works on is not too late for it. */
const offeredMs = 60_000;

/** Must be above everything that shows a toast. */
export function ToastProvider({ children }: { children: ReactNode }) {
  return (
    <Base.Provider timeout={shownMs} limit={3}>
      {children}
      <ToastList />
    </Base.Provider>
  );
}

/** Briefly reports the result of an action, without taking the focus. */
export function useToast(): (kind: Kind, words: string, ...actions: readonly ToastAction[]) => void {
  const { add } = Base.useToastManager<Data>();
  return useCallback(
    (kind, words, ...actions) => {
      const isBad = kind === 'bad';
      const isOffer = isBad && actions.length > 0;
      // The library hides a toast of high priority, with its buttons, from screen readers, and says its words alone.
      const priority = isBad && !isOffer ? 'high' : 'low';
      const id = isOffer ? { id: words } : {};
      add({
        ...id,
        type: kind,
        description: words,
        priority,
        timeout: isOffer ? offeredMs : shownMs,
        data: { actions },
      });
    },
    [add],
  );
}

/** Takes an offer back, by its words, before what it says is no longer true. */
export function useEndOffer(): (words: string) => void {
  return Base.useToastManager<Data>().close;
}

function ToastList() {
  const text = useText();
  const { toasts, close } = Base.useToastManager<Data>();
  return (
    <Base.Portal>
      <Base.Viewport className="toasts grid gap-2" aria-label={text('ui.notifications')}>
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
            <span className="row gap-1">
              {toast.data?.actions.map(({ label, onPress }) => (
                <Button key={label} kind="quiet" size="small" onPress={onPress}>
                  {label}
                </Button>
              ))}
              <IconButton icon={X} size="small" label={text('ui.close')} onPress={() => close(toast.id)} />
            </span>
          </Base.Root>
        ))}
      </Base.Viewport>
    </Base.Portal>
  );
}
