import { describe, expect, it } from 'vitest';
import { InputChoice } from './input-choice.ts';

const fullHd = { widthPx: 1_920, heightPx: 1_080 };

/** The long side after so many people of a height were seen, one per picture. */
function chosenAfter(heightPx: number, count = 100, picture = fullHd, choice = new InputChoice()): number {
  for (let i = 0; i < count; i++) choice.see([heightPx], picture);
  return choice.longSidePx(picture);
}

describe('InputChoice', () => {
  it('stays at the usual input where people are of the usual size', () => {
    expect(chosenAfter(250)).toBe(640);
    expect(chosenAfter(200)).toBe(640);
  });

  it('takes a smaller one where all people come close', () => {
    expect(chosenAfter(400)).toBe(512);
    expect(chosenAfter(280)).toBe(512);
    expect(chosenAfter(400, 5)).toBe(640);
  });

  it('does not where some of them are behind', () => {
    const choice = new InputChoice();
    for (let i = 0; i < 100; i++) choice.see([400, 350, 120], fullHd);
    expect(choice.longSidePx(fullHd)).toBe(640);
  });

  it('leaves it when somebody is behind for good, not for a few pixels', () => {
    const choice = new InputChoice();
    expect(chosenAfter(300, 100, fullHd, choice)).toBe(512);
    for (let i = 0; i < 100; i++) choice.see([400, 350, 185], fullHd);
    expect(choice.longSidePx(fullHd)).toBe(512);
    for (let i = 0; i < 100; i++) choice.see([400, 350, 120], fullHd);
    expect(choice.longSidePx(fullHd)).toBe(640);
  });

  it('takes a larger one the smaller people are, up to the largest', () => {
    expect(chosenAfter(140)).toBe(960);
    expect(chosenAfter(100)).toBe(1_280);
    expect(chosenAfter(30)).toBe(1_280);
  });

  it('never asks for more than the picture has, but for the usual', () => {
    expect(chosenAfter(40, 100, { widthPx: 960, heightPx: 540 })).toBe(960);
    expect(chosenAfter(30, 100, { widthPx: 704, heightPx: 576 })).toBe(640);
    expect(chosenAfter(30, 100, { widthPx: 352, heightPx: 288 })).toBe(640);
  });

  it('judges a portrait picture by its long side', () => {
    expect(chosenAfter(140, 100, { widthPx: 1_080, heightPx: 1_920 })).toBe(960);
  });

  it('waits until it has seen some', () => {
    expect(chosenAfter(60, 5)).toBe(640);
  });

  it('looks for people who are too small for it where nobody is seen, and stays larger for them', () => {
    const choice = new InputChoice();
    /** Six people whom no input shows but those that are large enough. */
    const pictures = Array.from({ length: 40 }, () => {
      const longSidePx = choice.longSidePx(fullHd);
      choice.see(longSidePx > 640 ? [70, 70, 68, 70, 72, 70] : [], fullHd);
      return longSidePx;
    });
    expect(pictures.indexOf(1_280)).toBe(12);
    expect(pictures.slice(12)).toEqual(pictures.slice(12).fill(1_280));
  });

  it('looks so at one picture of thirteen where there is nobody', () => {
    const choice = new InputChoice();
    const pictures = Array.from({ length: 130 }, () => {
      const longSidePx = choice.longSidePx(fullHd);
      choice.see([], fullHd);
      return longSidePx;
    });
    expect(pictures.filter((longSidePx) => longSidePx > 640)).toHaveLength(10);
  });

  it('takes those who come near after an empty hour for what they are', () => {
    const choice = new InputChoice();
    for (let i = 0; i < 12; i++) choice.see([], fullHd);
    for (let i = 0; i < 100; i++) choice.see([250], fullHd);
    expect(choice.longSidePx(fullHd)).toBe(640);
  });

  it('goes back when people are larger for good, not for being near the border', () => {
    const choice = new InputChoice();
    expect(chosenAfter(140, 100, fullHd, choice)).toBe(960);
    expect(chosenAfter(200, 300, fullHd, choice)).toBe(960);
    expect(chosenAfter(230, 300, fullHd, choice)).toBe(640);
    expect(chosenAfter(270, 300, fullHd, choice)).toBe(640);
    expect(chosenAfter(300, 300, fullHd, choice)).toBe(512);
    expect(chosenAfter(250, 300, fullHd, choice)).toBe(512);
    expect(chosenAfter(230, 300, fullHd, choice)).toBe(640);
  });
});
