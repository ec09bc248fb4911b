/** A video element for tests of the playback: what a browser does on its own, the test does by hand. */
export class FakeVideo extends EventTarget {
  src = '';
  style = { visibility: '' };
  paused = true;
  ended = false;
  seeking = false;
  readyState = 0;
  duration = Number.NaN;
  playbackRate = 1;
  error: { message: string } | null = null;
  isRemoved = false;
  #timeS = 0;
  readonly #callbacks = new Map<number, (now: number, metadata: { mediaTime: number }) => void>();
  #lastHandle = 0;

  get currentTime(): number {
    return this.#timeS;
  }

  set currentTime(timeS: number) {
    this.#timeS = timeS;
    this.seeking = true;
  }

  /** Ends the seek that is under way. */
  settleSeek(): void {
    this.seeking = false;
    this.dispatchEvent(new Event('seeked'));
  }

  /** Puts a frame on screen. */
  present(mediaTime: number): void {
    const waiting = [...this.#callbacks.values()];
    this.#callbacks.clear();
    for (const callback of waiting) callback(0, { mediaTime });
  }

  fail(message: string): void {
    this.error = { message };
    this.dispatchEvent(new Event('error'));
  }

  /** With a length the metadata arrives; without, as of the element, the source is let go. */
  load(durationS?: number): void {
    if (durationS === undefined) return;
    this.readyState = 1;
    this.duration = durationS;
    this.dispatchEvent(new Event('loadedmetadata'));
  }

  requestVideoFrameCallback(callback: (now: number, metadata: { mediaTime: number }) => void): number {
    this.#lastHandle += 1;
    this.#callbacks.set(this.#lastHandle, callback);
    return this.#lastHandle;
  }

  cancelVideoFrameCallback(handle: number): void {
    this.#callbacks.delete(handle);
  }

  async play(): Promise<void> {
    this.paused = false;
  }

  pause(): void {
    this.paused = true;
  }

  setAttribute(): void {}

  removeAttribute(name: string): void {
    if (name === 'src') this.src = '';
  }

  remove(): void {
    this.isRemoved = true;
  }
}
