import { render, screen } from '@testing-library/react';
import { vi } from 'vitest';
import { App } from '../../../renderer/app.tsx';
import { createAppStore } from '../../../renderer/store/store.ts';
import { createFakeApi, type FakeOptions } from './fake-api.ts';
// Loaded before a test begins: the window loads its words by itself, and a busy machine takes long to compile them.
import '../../../domain/text/index.ts';

/** happy-dom has no layout, so the heights of a scrolled area and of a row are set here, in CSS pixels. */
const heights = { area: 800, row: 36 };

/** Draws the whole app over the fake api and waits until it has its data. */
export async function renderApp(options: FakeOptions = {}) {
  const fake = createFakeApi(options);
  vi.stubGlobal('sendonce', fake.api);
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(heights.area);
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(heights.row);
  const store = createAppStore();
  const view = render(<App store={store} />);
  await screen.findByRole('navigation');
  return { ...fake, store, view };
}
