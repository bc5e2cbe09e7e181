import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

export default defineConfig({
  main: {
    build: {
      sourcemap: true,
      rollupOptions: {
        input: { main: 'electron/main.ts', worker: 'electron/worker/worker.ts' },
        output: { format: 'es' },
      },
    },
  },
  preload: {
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
