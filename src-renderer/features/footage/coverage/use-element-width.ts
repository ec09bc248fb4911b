import { useCallback, useState } from 'react';

/** The width of an element, which follows its size: give `ref` to the element. */
export function useElementWidth(): {
  ref(element: Element | null): (() => void) | undefined;
  widthPx: number;
} {
  const [widthPx, setWidthPx] = useState(0);
  const ref = useCallback((element: Element | null) => {
    if (element === null) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) setWidthPx(Math.floor(entry.contentRect.width));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { ref, widthPx };
}
