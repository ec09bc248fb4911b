/** Where a key moves the selection in a grid of `count` cells; null for other keys. */
export function keyTarget(key: string, index: number, count: number, columns: number): number | null {
  if (count === 0) return null;
  const within = (next: number): number => Math.min(count - 1, Math.max(0, next));
  switch (key) {
    case 'ArrowRight':
      return within(index + 1);
    case 'ArrowLeft':
      return within(index - 1);
    case 'ArrowDown':
      return index < 0 ? 0 : within(index + columns);
    case 'ArrowUp':
      return within(index - columns);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
