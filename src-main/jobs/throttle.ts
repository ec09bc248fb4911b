/** Calls `action` at most once per `intervalMs`: the first time at once, later requests together at the interval's end. */
export function throttle(action: () => void, intervalMs: number): { request(): void } & Disposable {
  let lastMs = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;
  const fire = () => {
    timer = undefined;
    lastMs = performance.now();
    action();
  };
  return {
    request() {
      if (timer) return;
      const waitMs = lastMs + intervalMs - performance.now();
      if (waitMs <= 0) fire();
      else timer = setTimeout(fire, waitMs);
    },
    [Symbol.dispose]() {
      clearTimeout(timer);
    },
  };
}
