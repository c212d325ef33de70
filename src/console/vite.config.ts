import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';

/** All code and styles that the console may come to, gzipped. */
const MOST_BYTES = 250_000;

/** Fails the build where the pages' code comes to more than they may. */
function limitSize(): Plugin {
  return {
    name: 'limit-size',
    generateBundle(_options, bundle) {
      const bytes = Object.values(bundle)
        .map((file) => (file.type === 'chunk' ? file.code : file.source))
        .reduce((sum, text) => sum + gzipSync(text).length, 0);
      this.info(`The console comes to ${(bytes / 1000).toFixed(0)} kB gzipped.`);
      if (bytes > MOST_BYTES)
        this.error(`The console comes to ${bytes} bytes gzipped, more than ${MOST_BYTES}.`);
    },
  };
}

/** Forgets what earlier builds wrote, once there is something in its stead: a build that fails leaves the console as it was. */
function forgetOld(): Plugin {
  return {
    name: 'forget-old',
    writeBundle({ dir = '' }, bundle) {
      for (const file of readdirSync(join(dir, 'assets')))
        if (!(`assets/${file}` in bundle)) rmSync(join(dir, 'assets', file));
    },
  };
}

/** Files with hashed names, and nothing inline: the pages' Content-Security-Policy allows none. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/console/',
  plugins: [limitSize(), forgetOld()],
  esbuild: { jsx: 'automatic' },
  build: {
    outDir: fileURLToPath(new URL('../../dist/console', import.meta.url)),
    emptyOutDir: false,
    target: 'es2023',
    assetsInlineLimit: 0,
    modulePreload: false,
    // `limitSize` says how much is too much.
    chunkSizeWarningLimit: MOST_BYTES,
    rollupOptions: {
      // Directives and comments in libraries, for other bundlers.
      onwarn(warning, warn) {
        if (warning.code !== 'MODULE_LEVEL_DIRECTIVE' && warning.code !== 'INVALID_ANNOTATION') warn(warning);
      },
    },
  },
});
