import { describe, expect, it } from 'vitest';
import css from './tokens.css?raw';

/** The `--name: #rrggbb` pairs of one theme. */
function coloursOf(theme: 'light' | 'dark'): Map<string, string> {
  const start = css.indexOf(`color-scheme: ${theme};`);
  const block = css.slice(start, css.indexOf('}', start));
  return new Map([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map((match) => [match[1]!, match[2]!]));
}

/** WCAG 2.2 relative luminance of `#rrggbb`. */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light! + 0.05) / (dark! + 0.05);
}

const surfaces = ['canvas', 'surface', 'raised', 'sunken', 'hover'];
const textPairs: [string, string][] = [
  ...['ink', 'ink-2', 'ink-3'].flatMap((text) =>
    surfaces.map((surface): [string, string] => [text, surface]),
  ),
  ['ink', 'accent-soft'],
  ['ink-2', 'accent-soft'],
  ['accent-ink', 'accent-soft'],
  ['accent-ink', 'surface'],
  ['success-ink', 'success-soft'],
  ['warning-ink', 'warning-soft'],
  ['warning-ink', 'surface'],
  ['danger-ink', 'danger-soft'],
  ['danger-ink', 'raised'],
  ['ink-2', 'danger-soft'],
  ['on-accent', 'accent'],
  ['on-accent', 'accent-hover'],
  ['on-accent', 'danger'],
  ['on-accent', 'danger-hover'],
];
/** Graphics need 3:1 (WCAG 1.4.11). */
const graphicPairs: [string, string][] = [
  ...['accent', 'success', 'warning', 'danger'].map((mark): [string, string] => [mark, 'surface']),
];

describe.each(['light', 'dark'] as const)('the %s theme', (theme) => {
  const colours = coloursOf(theme);

  it.each(textPairs)('%s can be read on %s', (text, surface) => {
    expect(contrast(colours.get(text)!, colours.get(surface)!)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(graphicPairs)('%s stands out from %s', (mark, surface) => {
    expect(contrast(colours.get(mark)!, colours.get(surface)!)).toBeGreaterThanOrEqual(3);
  });
});
