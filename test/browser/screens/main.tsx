import { createRoot } from 'react-dom/client';
import { defaultSettings, Language } from '../../../domain/settings.ts';
import { App } from '../../../renderer/app.tsx';
import { createAppStore } from '../../../renderer/store/store.ts';
import '../../../renderer/styles/index.css';
import { createFakeApi } from '../../renderer/support/fake-api.ts';
import type { Scene } from './scene.ts';
import { type SceneName, scenes } from './scenes.ts';

/** Draws the scene that the address names, `?scene=report&language=ar&theme=dark`, over the fake api. */
const wanted = new URLSearchParams(location.search);
const theme = wanted.get('theme') === 'dark' ? 'dark' : 'light';
const scene = scenes[wanted.get('scene') as SceneName];
const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no root');

const { options: given, show, bulk }: Scene = scene;
const options = typeof given === 'function' ? given() : given;
const isPractice = (options.overview?.practice ?? null) !== null;
const settings = { ...defaultSettings(isPractice), language: Language.parse(wanted.get('language')), theme } as const;
const fake = createFakeApi({ ...options, overview: { ...options.overview, settings } });
Object.assign(window, { sendonce: fake.api, emit: fake.emit });
const store = createAppStore();
createRoot(root).render(<App store={store} />);
const stop = store.subscribe(({ overview }) => {
  if (overview === null) return;
  stop();
  show(store.getState());
  if (bulk !== undefined) fake.emit('bulk:changed', bulk);
});
