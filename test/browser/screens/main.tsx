import { createRoot, type Root } from 'react-dom/client';
import { defaultSettings, type Language } from '../../../domain/settings.ts';
import { App } from '../../../renderer/app.tsx';
import { createAppStore } from '../../../renderer/store/store.ts';
import '../../../renderer/styles/index.css';
import { createFakeApi } from '../../renderer/support/fake-api.ts';
import type { Scene } from './scene.ts';
import { type SceneName, scenes } from './scenes.ts';

export type Draw = (name: SceneName, language: Language, theme: 'light' | 'dark') => void;
export type Clear = () => void;

const element = document.getElementById('root');
if (element === null) throw new Error('index.html has no root');
let root: Root | undefined;

/** Removes the scene, and keeps nothing of it. */
const clear: Clear = () => {
  root?.unmount();
  root = undefined;
};

/** Draws a scene over the fake api. */
const draw: Draw = (name, language, theme) => {
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
};
Object.assign(window, { clear, draw });
