import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

// Relative addresses: the same files are served over HTTP and by the shell's own protocol.
export default defineConfig({
  root: here('src/renderer'),
  base: './',
  plugins: [react()],
  resolve: { conditions: ['eventbook-source', 'module', 'browser', 'production'] },
  worker: { format: 'es' },
  build: {
    outDir: here('dist/renderer'),
    emptyOutDir: true,
    target: 'es2023',
    sourcemap: false,
    // Monaco is larger than this, and comes only when a file is opened as text.
    chunkSizeWarningLimit: 6000,
  },
});
