/** How many colours tell series apart before they repeat. */
const seriesCount = 8;

/** The colour of the nth camera, journey or chart series, as a CSS value that follows the theme. */
export function seriesColour(index: number): string {
  return `var(--series-${(((index % seriesCount) + seriesCount) % seriesCount) + 1})`;
}
