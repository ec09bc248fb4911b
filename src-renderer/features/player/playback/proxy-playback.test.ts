import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { FakeVideo } from './fake-video.ts';
import { ProxyPlayback, type SignedUrl } from './proxy-playback.ts';

const videos: FakeVideo[] = [];
const container = { append: () => undefined } as unknown as HTMLElement;

beforeEach(() => {
  videos.length = 0;
  vi.useFakeTimers();
  vi.stubGlobal('HTMLMediaElement', { HAVE_NOTHING: 0 });
  vi.stubGlobal('cancelAnimationFrame', () => undefined);
  vi.stubGlobal('document', {
    createElement: () => {
      const video = new FakeVideo();
      videos.push(video);
      return video;
    },
  });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A playback whose URLs are `url-1`, `url-2`, … and live for `lifetimeMs`. */
async function openPlayback(startMs = 0, lifetimeMs = 3_600_000) {
  const signUrl = vi.fn(async (): Promise<SignedUrl> => {
    return { url: `url-${signUrl.mock.calls.length}`, expiresUtcMs: Date.now() + lifetimeMs };
  });
  const playback = new ProxyPlayback(container, signUrl, startMs);
  await vi.advanceTimersByTimeAsync(0);
  videos[0]!.load(60);
  return { playback, signUrl };
}

/** The elements that still have a source. */
const loaded = () => videos.filter((video) => video.src !== '').map((video) => video.src);

describe('opening', () => {
  test('shows the asked instant once the metadata is there', async () => {
    const { playback } = await openPlayback(12_000);
    expect(playback.state.getState()).toMatchObject({ status: 'ready', durationMs: 60_000 });
    expect(videos[0]!.currentTime).toBe(12);
  });

  test('a URL that is refused is signed anew at the same place; a second refusal is final', async () => {
    const { playback, signUrl } = await openPlayback(12_000);
    videos[0]!.settleSeek();
    videos[0]!.present(12);
    videos[0]!.fail('gone');
    await vi.advanceTimersByTimeAsync(0);
    expect(signUrl).toHaveBeenCalledTimes(2);
    expect(playback.state.getState().status).toBe('loading');
    videos[0]!.fail('still gone');
    await vi.advanceTimersByTimeAsync(0);
    expect(signUrl).toHaveBeenCalledTimes(2);
    expect(playback.state.getState()).toMatchObject({ status: 'failed', failure: 'still gone' });
  });
});

describe('seeking', () => {
  test('while the element is busy, only the latest wish counts', async () => {
    const { playback } = await openPlayback(0);
    videos[0]!.settleSeek();
    for (const ms of [1_000, 2_000, 3_000]) playback.seek(ms);
    expect(videos[0]!.currentTime).toBe(1);
    videos[0]!.settleSeek();
    expect(videos[0]!.currentTime).toBe(3);
  });

  test('steps from the frame that a pending seek will show', async () => {
    const { playback } = await openPlayback(0);
    videos[0]!.settleSeek();
    playback.step(1, 10);
    playback.step(1, 10);
    videos[0]!.settleSeek();
    expect(videos[0]!.currentTime).toBeCloseTo(0.25);
    expect(playback.state.getState().velocity).toBe(0);
  });

  test('tells listeners the time of the frame on screen', async () => {
    const { playback } = await openPlayback(0);
    const frames: number[] = [];
    playback.onFrame((offsetMs) => frames.push(offsetMs));
    videos[0]!.present(1.5);
    expect(frames).toEqual([1500]);
    expect(playback.offsetMs).toBe(1500);
  });
});

describe('renewing the URL', () => {
  test('a second element takes over at the same place before the first URL expires', async () => {
    const { playback, signUrl } = await openPlayback(5_000, 100_000);
    videos[0]!.settleSeek();
    await vi.advanceTimersByTimeAsync(49_000);
    expect(signUrl).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(loaded()).toEqual(['url-1', 'url-2']);
    expect(videos.map((video) => video.style.visibility)).toEqual(['visible', 'hidden']);

    videos[1]!.load(60);
    await vi.advanceTimersByTimeAsync(0);
    videos[1]!.settleSeek();
    await vi.advanceTimersByTimeAsync(0);
    expect(loaded()).toEqual(['url-2']);
    expect(videos[1]!.currentTime).toBe(5);
    expect(videos[1]!.style.visibility).toBe('visible');

    const frames: number[] = [];
    playback.onFrame((offsetMs) => frames.push(offsetMs));
    videos[0]!.present(1);
    videos[1]!.present(5);
    expect(frames).toEqual([5000]);
  });

  test('nothing is left loading after disposal', async () => {
    const { playback } = await openPlayback(0, 100_000);
    videos[0]!.settleSeek();
    await vi.advanceTimersByTimeAsync(51_000);
    playback[Symbol.dispose]();
    await vi.advanceTimersByTimeAsync(0);
    expect(loaded()).toEqual([]);
    expect(videos.every((video) => video.isRemoved)).toBe(true);
  });
});
