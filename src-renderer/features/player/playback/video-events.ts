/** Small promises and subscriptions over a video element. */

/** Resolves at the next event of that name; rejects at an `error` event or when `signal` aborts. */
export function onceEvent(
  video: HTMLVideoElement,
  name: 'loadedmetadata' | 'seeked',
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const settled = new AbortController();
    const settle = (finish: () => void) => () => {
      settled.abort();
      finish();
    };
    const options = { signal: settled.signal };
    video.addEventListener(name, settle(resolve), options);
    video.addEventListener(
      'error',
      settle(() => reject(video.error)),
      options,
    );
    signal.addEventListener(
      'abort',
      settle(() => reject(signal.reason)),
      options,
    );
    if (signal.aborted) settle(() => reject(signal.reason))();
  });
}

export async function seekVideo(video: HTMLVideoElement, timeS: number, signal: AbortSignal): Promise<void> {
  const done = onceEvent(video, 'seeked', signal);
  video.currentTime = timeS;
  await done;
}

/**
 * Calls back with the media time in seconds of every frame that is put on screen, until the returned function is
 * called. Without `requestVideoFrameCallback` it asks for the time at every repaint, which may be one frame late.
 */
export function watchFrames(video: HTMLVideoElement, onFrame: (mediaTimeS: number) => void): () => void {
  if (typeof video.requestVideoFrameCallback === 'function') {
    let handle = video.requestVideoFrameCallback(function next(_now, { mediaTime }) {
      onFrame(mediaTime);
      handle = video.requestVideoFrameCallback(next);
    });
    return () => video.cancelVideoFrameCallback(handle);
  }
  let lastS = Number.NaN;
  let handle = requestAnimationFrame(function next() {
    if (video.currentTime !== lastS && !video.seeking) {
      lastS = video.currentTime;
      onFrame(lastS);
    }
    handle = requestAnimationFrame(next);
  });
  return () => cancelAnimationFrame(handle);
}
