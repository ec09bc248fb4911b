import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: [
            'src-*/**/*.test.{ts,tsx}',
            'build/**/*.test.ts',
            'tests/{accuracy,soak}/**/*.test.ts',
            'tools/**/*.test.ts',
          ],
          environment: 'node',
          // The contrast test reads the colours; Vitest empties style sheets otherwise.
          css: { include: [/tokens\.css/] },
        },
      },
      {
        extends: true,
        test: {
          name: 'medium',
          include: ['tests/medium/**/*.test.ts'],
          environment: 'node',
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
        },
      },
    ],
  },
});
