import { defineConfig } from '@playwright/test';

// The pictures in docs/images are written only when somebody asks for them.
const updateImages = process.env['UPDATE_IMAGES'] === '1';

export default defineConfig({
  testDir: 'specs',
  testMatch: updateImages ? 'images.spec.ts' : '*.spec.ts',
  testIgnore: updateImages ? [] : ['images.spec.ts'],
  outputDir: 'test-results',
  // Two files at a time: most of the time a spec waits. Which browser a popup belongs to, its process says.
  workers: updateImages ? 1 : 2,
  fullyParallel: false,
  retries: 0,
  forbidOnly: true,
  reporter: [['list'], ['./support/slowest.ts']],
  timeout: 60_000,
  expect: { timeout: 10_000, toPass: { timeout: 10_000, intervals: [50, 100, 200] } },
});
