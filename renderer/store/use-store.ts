import { createContext, useCallback, useContext } from 'react';
import { type StoreApi, useStore as useZustand } from 'zustand';
import type { Overview } from '../../domain/contract.ts';
import type { Actions, Store } from './store.ts';
import type { Views } from './views.ts';

export const StoreContext = createContext<StoreApi<Store> | null>(null);

function useTheStore(): StoreApi<Store> {
  const store = useContext(StoreContext);
  if (store === null) throw new Error('a StoreContext must be above this component');
  return store;
}

/** A part of the window's state. The selector must return the same value while nothing changed. */
export function useStore<Part>(selector: (store: Store) => Part): Part {
  return useZustand(useTheStore(), selector);
}

/** The actions on the window's state: the same functions as long as it exists. */
export function useActions(): Actions {
  return useTheStore().getState();
}

/** A part of what main said at the start and since. Only for use below the shell, which waits for it. */
export function useOverview<Part>(selector: (overview: Overview) => Part): Part {
  return useStore(({ overview }) => {
    if (overview === null) throw new Error('the overview is not loaded yet');
    return selector(overview);
  });
}

/** What a screen shows of its list, and a function to filter or sort it. */
export function useView<Screen extends keyof Views>(screen: Screen) {
  const view = useStore(({ views }) => views[screen]);
  const narrow = useStore((store) => store.narrow);
  const change = useCallback((part: Partial<Views[Screen]>) => narrow(screen, part), [narrow, screen]);
  return [view, change] as const;
}
