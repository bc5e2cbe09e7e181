import { createRoot, type Root } from 'react-dom/client';
import { defaultSettings, type Language } from '../../../domain/settings.ts';
import { App } from '../../../renderer/app.tsx';
import { createAppStore } from '../../../renderer/store/store.ts';
import '../../../renderer/styles/index.css';
import { createFakeApi } from '../../renderer/support/fake-api.ts';
import { clippedWords, coveredFooter, overlappingWords, sidewaysScroll } from './clipped.ts';
import { draws, untilCalm, untilShown } from './rest.ts';
import type { Scene } from './scene.ts';
import { type SceneName, scenes } from './scenes.ts';
import { untranslated } from './untranslated.ts';

const checks = { clippedWords, coveredFooter, overlappingWords, sidewaysScroll, untranslated } as const;
export type Check = keyof typeof checks;
/**
 * What the gallery asks the page for. The page has the code of it, which Chromium compiles once: what comes with a
 * question is compiled each time.
 */
export type Stage = {
  readonly clear: () => void;
  readonly draw: (name: SceneName, language: Language, theme: 'light' | 'dark', patienceMs: number) => Promise<void>;
  readonly draws: (count: number) => Promise<void>;
  readonly untilCalm: () => Promise<void>;
  readonly found: (names: readonly Check[]) => string[];
};

const element = document.getElementById('root');
if (element === null) throw new Error('index.html has no root');
let root: Root | undefined;

/** Removes the scene, and keeps nothing of it. */
function clear(): void {
  root?.unmount();
  root = undefined;
}

/** Draws a scene over the fake api, and waits until it is calm. */
const draw: Stage['draw'] = async (name, language, theme, patienceMs) => {
  root = createRoot(element);
  const { options: given, show, bulk }: Scene = scenes[name];
  const options = typeof given === 'function' ? given() : given;
  const isPractice = (options.overview?.practice ?? null) !== null;
  const settings = { ...defaultSettings(isPractice), language, theme } as const;
  const fake = createFakeApi({ ...options, overview: { ...options.overview, settings } });
  Object.assign(window, { sendonce: fake.api, emit: fake.emit });
  const store = createAppStore();
  root.render(<App store={store} />);
  const stop = store.subscribe(({ overview }) => {
    if (overview === null) return;
    stop();
    show(store.getState());
    if (bulk !== undefined) fake.emit('bulk:changed', bulk);
  });
  await untilShown('nav', patienceMs);
  await untilCalm();
};

const found: Stage['found'] = (names) => names.flatMap((name) => checks[name]());
Object.assign(window, { stage: { clear, draw, draws, untilCalm, found } satisfies Stage });
