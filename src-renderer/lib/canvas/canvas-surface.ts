/** A canvas that keeps the size of its element, draws at the screen's resolution, and follows the theme. */

export interface SurfaceSize {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Draws in CSS pixels; the surface has cleared the canvas. `colour('--accent')` reads a token of the theme. */
export type Draw = (
  context: CanvasRenderingContext2D,
  size: SurfaceSize,
  colour: (token: `--${string}`) => string,
) => void;

export class CanvasSurface implements Disposable {
  readonly #canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D;
  readonly #draw: Draw;
  readonly #resized: ResizeObserver;
  readonly #themed: MutationObserver;
  readonly #tokens = new Map<string, string>();
  #size: SurfaceSize = { widthPx: 0, heightPx: 0 };
  #frame = 0;

  constructor(canvas: HTMLCanvasElement, draw: Draw) {
    const context = canvas.getContext('2d');
    if (!context) throw new Error('The browser gave no 2D canvas.');
    this.#canvas = canvas;
    this.#context = context;
    this.#draw = draw;
    this.#resized = new ResizeObserver(() => this.#resize());
    this.#resized.observe(canvas);
    this.#themed = new MutationObserver(() => {
      this.#tokens.clear();
      this.invalidate();
    });
    this.#themed.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  }

  /** Draws at the next repaint, once however often it is called until then. */
  invalidate(): void {
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.drawNow());
  }

  /** Draws within the current frame: for callers that already run once per frame. */
  drawNow(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    const { widthPx, heightPx } = this.#size;
    if (widthPx === 0 || heightPx === 0) return;
    const scale = this.#canvas.width / widthPx;
    this.#context.setTransform(scale, 0, 0, scale, 0, 0);
    this.#context.clearRect(0, 0, widthPx, heightPx);
    this.#draw(this.#context, this.#size, (token) => this.#colour(token));
  }

  [Symbol.dispose](): void {
    cancelAnimationFrame(this.#frame);
    this.#resized.disconnect();
    this.#themed.disconnect();
  }

  #resize(): void {
    const { clientWidth, clientHeight } = this.#canvas;
    const scale = window.devicePixelRatio;
    this.#size = { widthPx: clientWidth, heightPx: clientHeight };
    this.#canvas.width = Math.round(clientWidth * scale);
    this.#canvas.height = Math.round(clientHeight * scale);
    // Setting the size cleared the canvas: waiting for the next frame would show it empty.
    this.drawNow();
  }

  /** Asking the style engine costs more than drawing a bar, so a token is read once per theme. */
  #colour(token: string): string {
    const known = this.#tokens.get(token);
    if (known !== undefined) return known;
    const value = getComputedStyle(document.documentElement).getPropertyValue(token).trim();
    this.#tokens.set(token, value);
    return value;
  }
}
