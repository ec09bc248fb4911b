import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { planSvg } from '../world/plan.ts';

/** The SVG has 20 px a metre. */
const SCALE = 2;
export const METRES_PER_PX = 1 / (20 * SCALE);

/** The plans of both floors as PNG, drawn by Chromium with the project's own font. */
export async function drawPlans(
  levels: readonly (0 | 1)[],
  chromiumPath: string,
): Promise<Map<0 | 1, Buffer>> {
  const font = await readFile(path.join(import.meta.dirname, '../../../resources/fonts/Inter-Regular.ttf'));
  const face = `@font-face { font-family: Inter; src: url(data:font/ttf;base64,${font.toString('base64')}); }`;
  const browser = await chromium.launch({
    executablePath: chromiumPath,
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    const page = await browser.newPage({ deviceScaleFactor: SCALE });
    const pictures = new Map<0 | 1, Buffer>();
    for (const level of levels) {
      await page.setContent(
        `<style>${face} body { margin: 0 } svg { display: block }</style>${planSvg(level)}`,
      );
      await page.evaluate(() => document.fonts.ready);
      pictures.set(level, await page.locator('svg').screenshot());
    }
    return pictures;
  } finally {
    await browser.close();
  }
}
