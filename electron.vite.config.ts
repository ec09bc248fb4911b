import { cpSync } from 'node:fs';
import { join, resolve } from 'node:path';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';

const root = import.meta.dirname;
const mainFolder = resolve(root, 'out/main');

/** Files that main and workers read at run time, at the same place relative to the code as in the repository. */
const runtimeFiles = ['src-main/store/migrations', 'resources/fonts'];

/**
 * Finishes `out/main`. The modules keep their folders there, so that a path relative to a module means the same as
 * in the repository, and one small file leads Electron to the entry.
 */
function mainLayout(): Plugin {
  return {
    name: 'wandr:main-layout',
    generateBundle() {
      this.emitFile({
        type: 'asset',
        fileName: 'electron.js',
        source: "import './src-main/hosts/electron/main.js';\n",
      });
    },
    closeBundle() {
      for (const path of runtimeFiles) {
        cpSync(join(root, path), join(mainFolder, path), { recursive: true });
      }
    },
  };
}

export default defineConfig({
  main: {
    plugins: [mainLayout()],
    build: {
      outDir: mainFolder,
      rolldownOptions: {
        input: [resolve(root, 'src-main/hosts/electron/main.ts'), resolve(root, 'src-main/workers/entry.ts')],
        output: {
          format: 'es',
          preserveModules: true,
          preserveModulesRoot: root,
          entryFileNames: '[name].js',
        },
      },
    },
    resolve: { alias: { '#shared': resolve(root, 'src-shared') } },
  },
  preload: {
    // A sandboxed preload script is one CommonJS file without packages.
    build: {
      outDir: resolve(root, 'out/preload'),
      externalizeDeps: false,
      rolldownOptions: {
        input: resolve(root, 'src-preload/preload.ts'),
        output: { format: 'cjs', entryFileNames: 'preload.cjs' },
      },
    },
    resolve: { alias: { '#shared': resolve(root, 'src-shared') } },
  },
  renderer: {
    root: resolve(root, 'src-renderer'),
    plugins: [react(), tailwindcss()],
    build: {
      outDir: resolve(root, 'out/renderer'),
      emptyOutDir: true,
      // Chromium of Electron 45; browsers of the same year open the web host.
      target: 'chrome140',
      minify: true,
      // Loaded from the disk beside it, not over a network.
      chunkSizeWarningLimit: 2_000,
      rolldownOptions: { input: resolve(root, 'src-renderer/index.html') },
    },
    resolve: { alias: { '#shared': resolve(root, 'src-shared') } },
  },
});
