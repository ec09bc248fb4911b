// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from 'vitest';
import { currentRoute, hrefOf, navigate, parseHash, viewNames } from './router.ts';

beforeEach(() => {
  window.history.replaceState(null, '', '#/studies');
});

describe('the address', () => {
  it('reads back every place it writes', () => {
    for (const view of viewNames) {
      const params = { recording: '3', name: 'a b&c=d#e?' };
      expect(parseHash(hrefOf(view, params))).toEqual({ view, params });
    }
  });

  it('leaves out what is not set', () => {
    expect(hrefOf('player', { recording: 3, tracklet: null, at: undefined })).toBe('#/player?recording=3');
    expect(hrefOf('plan')).toBe('#/plan');
  });

  it.each(['', '#', '#/nowhere?x=1', '#/../studies'])('leads %j to Studies', (hash) => {
    expect(parseHash(hash)).toEqual({ view: 'studies', params: {} });
  });
});

describe('navigate', () => {
  it('adds to the history, unless it replaces', () => {
    const before = window.history.length;
    navigate('footage');
    expect(window.history.length).toBe(before + 1);
    navigate('footage', { tab: 'coverage' }, { replace: true });
    expect(window.history.length).toBe(before + 1);
    expect(currentRoute()).toEqual({ view: 'footage', params: { tab: 'coverage' } });
  });

  it('keeps the route object while the address stays', () => {
    const route = currentRoute();
    expect(currentRoute()).toBe(route);
  });
});
