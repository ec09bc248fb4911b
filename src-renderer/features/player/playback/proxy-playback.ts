/**
 * Plays the proxy of one recording in a container element. It owns its video elements, tells every shown frame, and
 * exchanges its signed URL before it expires.
 *
 * [Note: Two video elements] Setting `src` on a playing video blanks it for a moment. So the renewed URL is loaded
 * by a second, hidden element, which waits a little ahead of the first and takes over when that one arrives there.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { frameStepMs, type ShuttleKey, shuttle } from '../model/transport.ts';
import { onceEvent, seekVideo, watchFrames } from './video-events.ts';

export interface SignedUrl {
  readonly url: string;
  readonly expiresUtcMs: number;
}

export interface PlaybackState {
  readonly status: 'loading' | 'ready' | 'failed';
  /** In × real time; negative backwards, 0 paused. */
  readonly velocity: number;
  /** The speed that Play uses. */
  readonly speed: number;
  readonly durationMs: number;
  /** What went wrong, in the browser's words; null unless failed. */
  readonly failure: string | null;
}

export type FrameListener = (offsetMs: number) => void;

/** Exchange the URL this long before it expires; enough for a slow disk to wake up. */
const RENEW_BEFORE_MS = 60_000;
/** How far ahead, in seconds of playback at 1×, the second element waits for the first. */
const LEAD_S = 0.3;
/** `setTimeout` fires at once for longer waits than this (2^31 − 1 ms). */
const MAX_TIMEOUT_MS = 2_147_483_647;

export class ProxyPlayback implements Disposable {
  readonly state: StoreApi<PlaybackState> = createStore(() => ({
    status: 'loading' as PlaybackState['status'],
    velocity: 0,
    speed: 1,
    durationMs: 0,
    failure: null as string | null,
  }));

  readonly #container: HTMLElement;
  readonly #signUrl: (signal: AbortSignal) => Promise<SignedUrl>;
  readonly #listeners = new Set<FrameListener>();
  readonly #disposal = new AbortController();
  #video: HTMLVideoElement;
  #release: () => void;
  #shownMs = 0;
  #renewTimer: ReturnType<typeof setTimeout> | undefined;
  #reverseFrame = 0;
  /** Where a seek is to end while the element is still busy with the one before. */
  #pendingSeekMs: number | null = null;
  /** True from an error until the next good frame: a second error in a row is final. */
  #isRecovering = false;

  constructor(container: HTMLElement, signUrl: (signal: AbortSignal) => Promise<SignedUrl>, startMs: number) {
    this.#container = container;
    this.#signUrl = signUrl;
    this.#shownMs = startMs;
    this.#video = this.#createVideo();
    this.#release = this.#adopt(this.#video);
    void this.#open(startMs);
  }

  /** Position of the frame on screen, from the start of the recording. */
  get offsetMs(): number {
    return this.#shownMs;
  }

  onFrame(listener: FrameListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  setVelocity(velocity: number): void {
    cancelAnimationFrame(this.#reverseFrame);
    this.state.setState({ velocity });
    if (velocity > 0) {
      if (this.#video.ended) this.seek(0);
      this.#video.playbackRate = velocity;
      void this.#play(this.#video);
      return;
    }
    this.#video.pause();
    if (velocity < 0) this.#runBackwards(performance.now());
  }

  toggle(): void {
    const { velocity, speed } = this.state.getState();
    this.setVelocity(velocity === 0 ? speed : 0);
  }

  setSpeed(speed: number): void {
    this.state.setState({ speed });
    if (this.state.getState().velocity > 0) this.setVelocity(speed);
  }

  shuttle(key: ShuttleKey): void {
    this.setVelocity(shuttle(this.state.getState().velocity, key));
  }

  /** Pauses and shows the frame `frames` after the one on screen. */
  step(frames: number, fps: number): void {
    this.setVelocity(0);
    const nowMs = this.#pendingSeekMs ?? this.#video.currentTime * 1000;
    this.seek(frameStepMs(nowMs, frames, fps, this.state.getState().durationMs));
  }

  /** Seeks; while the element is busy only the latest wish is kept, so that scrubbing never queues up. */
  seek(offsetMs: number): void {
    const { durationMs } = this.state.getState();
    const targetMs = Math.min(Math.max(0, offsetMs), durationMs || offsetMs);
    if (this.#video.seeking || this.#video.readyState === HTMLMediaElement.HAVE_NOTHING) {
      this.#pendingSeekMs = targetMs;
      return;
    }
    this.#pendingSeekMs = null;
    this.#video.currentTime = targetMs / 1000;
  }

  [Symbol.dispose](): void {
    this.#disposal.abort();
    clearTimeout(this.#renewTimer);
    cancelAnimationFrame(this.#reverseFrame);
    this.#release();
    discard(this.#video);
    this.#listeners.clear();
  }

  async #open(offsetMs: number): Promise<void> {
    const { signal } = this.#disposal;
    try {
      const source = await this.#signUrl(signal);
      signal.throwIfAborted();
      this.#pendingSeekMs = offsetMs;
      this.#video.src = source.url;
      this.#renewAt(source.expiresUtcMs);
    } catch (error) {
      if (!signal.aborted) this.#fail(error instanceof Error ? error.message : String(error));
    }
  }

  #createVideo(): HTMLVideoElement {
    const video = document.createElement('video');
    video.muted = true;
    video.playsInline = true;
    video.preload = 'auto';
    video.disablePictureInPicture = true;
    video.tabIndex = -1;
    video.setAttribute('aria-label', 'Recording');
    video.className = 'absolute inset-0 size-full object-fill';
    video.style.visibility = 'hidden';
    this.#container.append(video);
    return video;
  }

  /** Makes `video` the one on screen, and follows its events until the returned function is called. */
  #adopt(video: HTMLVideoElement): () => void {
    const listening = new AbortController();
    const options = { signal: listening.signal };
    const stopFrames = watchFrames(video, (mediaTimeS) => this.#shown(mediaTimeS * 1000));
    video.addEventListener('loadedmetadata', () => this.#onMetadata(), options);
    video.addEventListener('seeked', () => this.#onSeeked(), options);
    video.addEventListener('ended', () => this.state.setState({ velocity: 0 }), options);
    video.addEventListener('error', () => this.#onError(), options);
    video.style.visibility = 'visible';
    return () => {
      listening.abort();
      stopFrames();
    };
  }

  #onMetadata(): void {
    this.state.setState({ status: 'ready', durationMs: this.#video.duration * 1000, failure: null });
    if (this.#pendingSeekMs !== null) this.seek(this.#pendingSeekMs);
    const { velocity } = this.state.getState();
    if (velocity > 0) this.setVelocity(velocity);
  }

  #onSeeked(): void {
    if (this.#pendingSeekMs !== null) this.seek(this.#pendingSeekMs);
  }

  #onError(): void {
    if (this.#isRecovering) {
      this.#fail(this.#video.error?.message || 'The proxy cannot be played.');
      return;
    }
    // Most likely the host was restarted and no longer knows the URL.
    this.#isRecovering = true;
    this.state.setState({ status: 'loading' });
    void this.#open(this.#shownMs);
  }

  #fail(failure: string): void {
    cancelAnimationFrame(this.#reverseFrame);
    this.state.setState({ status: 'failed', velocity: 0, failure });
  }

  #shown(offsetMs: number): void {
    this.#isRecovering = false;
    this.#shownMs = offsetMs;
    for (const listener of this.#listeners) listener(offsetMs);
  }

  async #play(video: HTMLVideoElement): Promise<void> {
    try {
      await video.play();
    } catch (error) {
      // A pause, a seek or a new source may call a play off; that is no failure.
      if (!(error instanceof DOMException && error.name === 'AbortError'))
        this.state.setState({ velocity: 0 });
    }
  }

  /** Browsers do not play backwards: seek back in step with the wall clock, as fast as the decoder follows. */
  #runBackwards(startedAtMs: number): void {
    const fromMs = this.#video.currentTime * 1000;
    const tick = (nowMs: number) => {
      const targetMs = fromMs + (nowMs - startedAtMs) * this.state.getState().velocity;
      if (targetMs <= 0) {
        this.seek(0);
        this.state.setState({ velocity: 0 });
        return;
      }
      if (!this.#video.seeking) this.seek(targetMs);
      this.#reverseFrame = requestAnimationFrame(tick);
    };
    this.#reverseFrame = requestAnimationFrame(tick);
  }

  #renewAt(expiresUtcMs: number): void {
    clearTimeout(this.#renewTimer);
    const leftMs = expiresUtcMs - Date.now();
    // A URL that lives shorter than that is exchanged half way, not over and over.
    const inMs = Math.max(leftMs - RENEW_BEFORE_MS, leftMs / 2);
    if (inMs > MAX_TIMEOUT_MS) return;
    this.#renewTimer = setTimeout(() => void this.#exchange(), inMs);
  }

  async #exchange(): Promise<void> {
    const { signal } = this.#disposal;
    const standby = this.#createVideo();
    try {
      const source = await this.#signUrl(signal);
      standby.src = source.url;
      await onceEvent(standby, 'loadedmetadata', signal);
      await this.#meet(standby, signal);
      this.#release();
      const old = this.#video;
      this.#video = standby;
      this.#release = this.#adopt(standby);
      discard(old);
      this.#renewAt(source.expiresUtcMs);
    } catch {
      // What is loaded plays on; when the old URL is refused, `#onError` asks for a new one and tells if that fails.
      discard(standby);
    }
  }

  /** Brings `standby` to where the video on screen is, playing if that plays. */
  async #meet(standby: HTMLVideoElement, signal: AbortSignal): Promise<void> {
    for (;;) {
      const { velocity } = this.state.getState();
      const isPlaying = velocity > 0;
      const targetS = this.#video.currentTime + (isPlaying ? LEAD_S * velocity : 0);
      await seekVideo(standby, targetS, signal);
      if (!isPlaying) {
        if (this.#video.currentTime === targetS) return;
        continue;
      }
      while (!this.#video.paused && this.#video.currentTime < targetS) await nextFrame(signal);
      if (this.#video.paused || this.#video.currentTime > targetS + LEAD_S) continue;
      standby.playbackRate = this.#video.playbackRate;
      await standby.play();
      return;
    }
  }
}

function nextFrame(signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    requestAnimationFrame(() => (signal.aborted ? reject(signal.reason) : resolve()));
  });
}

/** Frees the decoder and the connection of a video at once instead of at garbage collection. */
function discard(video: HTMLVideoElement): void {
  video.pause();
  video.removeAttribute('src');
  video.load();
  video.remove();
}
