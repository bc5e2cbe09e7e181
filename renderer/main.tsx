import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { createAppStore } from './store/store.ts';
import './styles/index.css';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no root');
createRoot(root).render(<App store={createAppStore()} />);
