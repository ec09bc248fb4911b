import { type ComponentPropsWithoutRef, type Ref, useEffect, useImperativeHandle, useRef } from 'react';
import { CanvasSurface, type Draw } from './canvas-surface.ts';

export interface CanvasHandle {
  /** Draws within the current frame; for what changes without a render, such as the time of a video. */
  drawNow(): void;
}

export interface CanvasProps extends Omit<ComponentPropsWithoutRef<'canvas'>, 'children'> {
  /** Draws what the last render knew. */
  draw: Draw;
  ref?: Ref<CanvasHandle>;
}

/** A canvas that is drawn after every render, on resize, and when the theme changes. */
export function Canvas({ draw, ref, ...rest }: CanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const surface = useRef<CanvasSurface>(null);
  const latest = useRef(draw);
  useEffect(() => {
    if (!canvas.current) return;
    const made = new CanvasSurface(canvas.current, (...drawArguments) => latest.current(...drawArguments));
    surface.current = made;
    return () => made[Symbol.dispose]();
  }, []);
  useEffect(() => {
    latest.current = draw;
    surface.current?.invalidate();
  });
  useImperativeHandle(ref, () => ({ drawNow: () => surface.current?.drawNow() }), []);
  return <canvas ref={canvas} {...rest} />;
}
