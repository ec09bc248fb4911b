import { expect, it } from 'vitest';
import { hasDisplay } from './open-in-browser.ts';

it.each([
  ['linux', {}, false],
  ['linux', { DISPLAY: ':0' }, true],
  ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, true],
  ['linux', { DISPLAY: '' }, false],
  ['darwin', {}, true],
  ['darwin', { SSH_CONNECTION: '10.0.0.1 1 10.0.0.2 22' }, false],
  ['win32', {}, true],
] as const)('on %s with %j: %s', (platform, env, expected) => {
  expect(hasDisplay(env, platform)).toBe(expected);
});
