// SPDX-License-Identifier: Apache-2.0
// Builds the portals so that a strict Content-Security-Policy holds: nothing inline, no data: address.
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [react()],
  build: { target: 'es2022', assetsInlineLimit: 0, modulePreload: { polyfill: false }, reportCompressedSize: false },
  server: { host: '127.0.0.1', port: 5173, proxy: { '/api': 'http://127.0.0.1:8180', '/ws': { target: 'ws://127.0.0.1:8180', ws: true } } },
  test: { include: ['src/**/*.test.ts', 'tests/**/*.test.ts'], environment: 'node', reporters: ['default', './tests/plain-count.ts'] },
});
