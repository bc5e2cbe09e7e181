import { fireEvent, render, screen } from '@testing-library/react';
import { vi } from 'vitest';
import { App } from '../../../renderer/app.tsx';
import type { Route } from '../../../renderer/store/route.ts';
import { createAppStore } from '../../../renderer/store/store.ts';
import { createFakeApi, type FakeApi, type FakeOptions } from './fake-api.ts';
// Loaded before a test begins: the window loads its words by itself, and a busy machine takes long to compile them.
import '../../../domain/text/index.ts';

export type OpenApp = FakeApi & {
  /** The path of the present screen. */
  readonly route: () => Route;
  /** Opens a screen, as the sidebar or a shortcut does. */
  readonly open: (route: Route) => void;
};

/** Opens the whole window over the fake api, and shows a screen once the main process has answered. */
export async function openApp(options: FakeOptions, route: Route): Promise<OpenApp> {
  const fake = createFakeApi(options);
  vi.stubGlobal('sendonce', fake.api);
  const store = createAppStore();
  render(<App store={store} />);
  await new Promise<void>((resolve) => {
    const stop = store.subscribe(({ overview }) => {
      if (overview === null) return;
      stop();
      resolve();
    });
  });
  await screen.findByRole('main');
  store.getState().open(route);
  const { open } = store.getState();
  return { ...fake, open, route: () => store.getState().route };
}

/** Opens the window at the do-not-contact list. */
export async function openBlocked(options: FakeOptions): Promise<OpenApp> {
  const app = await openApp(options, { screen: 'people' });
  fireEvent.click(await screen.findByRole('tab', { name: /^Do not contact/ }));
  return app;
}
