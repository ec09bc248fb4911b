/** The running clock of the plan's playback. Frames are told to listeners, not rendered by React. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { advance } from './model/playback-clock.ts';

export interface PlanPlaybackState {
  readonly isPlaying: boolean;
  /** Study time per wall time. */
  readonly speed: number;
  /** The time that playback covers. */
  readonly fromUtcMs: number;
  readonly toUtcMs: number;
}

export class PlanPlayback {
  readonly state: StoreApi<PlanPlaybackState> = createStore(() => ({
    isPlaying: false,
    speed: 1,
    fromUtcMs: 0,
    toUtcMs: 0,
  }));
  readonly #listeners = new Set<(utcMs: number) => void>();
  #utcMs = 0;
  #frame = 0;
  #lastFrameMs = 0;

  /** Covers another time, as after linking or filtering; an instant inside both stays. */
  setSpan(fromUtcMs: number, toUtcMs: number, speed: number): void {
    this.state.setState({ fromUtcMs, toUtcMs, speed });
    const isInside = this.#utcMs >= fromUtcMs && this.#utcMs <= toUtcMs;
    if (!isInside) this.#show(fromUtcMs);
  }

  get utcMs(): number {
    return this.#utcMs;
  }

  /** Tells the study time of every frame, and of every seek. */
  onTick(listener: (utcMs: number) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  play(): void {
    const { fromUtcMs, toUtcMs } = this.state.getState();
    if (this.#utcMs >= toUtcMs) this.#show(fromUtcMs);
    this.state.setState({ isPlaying: true });
    this.#lastFrameMs = performance.now();
    this.#frame = requestAnimationFrame(this.#tick);
  }

  pause(): void {
    cancelAnimationFrame(this.#frame);
    this.state.setState({ isPlaying: false });
  }

  toggle(): void {
    if (this.state.getState().isPlaying) this.pause();
    else this.play();
  }

  setSpeed(speed: number): void {
    this.state.setState({ speed });
  }

  seek(utcMs: number): void {
    const { fromUtcMs, toUtcMs } = this.state.getState();
    this.#show(Math.min(toUtcMs, Math.max(fromUtcMs, utcMs)));
  }

  readonly #tick = (nowMs: number): void => {
    const { speed, toUtcMs } = this.state.getState();
    this.#show(advance(this.#utcMs, nowMs - this.#lastFrameMs, speed, toUtcMs));
    this.#lastFrameMs = nowMs;
    if (this.#utcMs >= toUtcMs) this.pause();
    else this.#frame = requestAnimationFrame(this.#tick);
  };

  #show(utcMs: number): void {
    this.#utcMs = utcMs;
    for (const listener of this.#listeners) listener(utcMs);
  }
}
