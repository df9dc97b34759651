import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [react()],
  resolve: {
    // v86 asks for modules of Node, which it uses when it runs there.
    alias: [
      { find: /^(node:)?(fs|fs\/promises|crypto|perf_hooks)$/, replacement: '/src/preview/no-module.ts' },
    ],
  },
  // The server puts a fresh nonce in its place with every page it sends.
  html: { cspNonce: '__NETBERTH_NONCE__' },
  worker: { format: 'es' },
  build: {
    target: 'es2024',
    // Else `light-dark()` is rewritten to variables that nobody sets.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    modulePreload: { polyfill: false },
    // A `data:` URL would need an exception in the content security policy.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1000,
    // Its libraries ask that their words go where their code goes.
    license: { fileName: 'licenses.md' },
  },
});
