import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { commands, events } from './domain/contract.ts';

export default defineConfig({
  main: {
    build: {
      sourcemap: true,
      rollupOptions: {
        input: { main: 'electron/main.ts', worker: 'electron/worker.ts' },
        output: { format: 'es' },
      },
    },
  },
  preload: {
    // The names alone, so that zod stays out of the bundle.
    define: { commandNames: JSON.stringify(Object.keys(commands)), eventNames: JSON.stringify(Object.keys(events)) },
    build: {
      // A sandboxed preload can require only `electron`, so everything else is bundled into its one file.
      externalizeDeps: false,
      rollupOptions: {
        input: { preload: 'electron/preload.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'renderer',
    build: { outDir: 'out/renderer', minify: true, rollupOptions: { input: resolve('renderer/index.html') } },
    plugins: [react()],
  },
});
