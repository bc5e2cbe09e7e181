import { createRoot } from 'react-dom/client';
import { App, Checking } from './app.tsx';
import { createAppStore } from './store/store.ts';
import './styles/index.css';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no root');
// While there is no data yet, main opens the window with this in its address.
const isChecking = new URLSearchParams(window.location.search).has('checking');
createRoot(root).render(isChecking ? <Checking /> : <App store={createAppStore()} />);
