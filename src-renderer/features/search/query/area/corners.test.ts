import { describe, expect, it } from 'vitest';
import { areaOf, areaText, firstCorners, MAX_CORNERS, moved, split, without } from './corners.ts';

describe('corners', () => {
  it('stay inside the picture', () => {
    expect(moved(firstCorners, 1, { x: 1.4, y: -0.2 })[1]).toEqual({ x: 1, y: 0 });
  });

  it('are added in the middle of an edge, the last one leading back to the first', () => {
    const [first, ...others] = split(firstCorners, 3);
    expect(first).toEqual(firstCorners[0]);
    expect(others.at(-1)).toEqual({ x: 0.25, y: 0.75 });
    expect(split(firstCorners, 0)[1]).toEqual({ x: 0.5, y: 0.55 });
  });

  it('are never fewer than three nor more than an area may have', () => {
    const three = without(firstCorners, 0);
    expect(three).toHaveLength(3);
    expect(without(three, 0)).toBe(three);
    let many = firstCorners;
    for (let at = 0; at < 40; at++) many = split(many, 0);
    expect(many).toHaveLength(MAX_CORNERS);
  });
});

describe('the text of an area', () => {
  it('is read as it was written, to a tenth of a percent', () => {
    const area = { cameraId: 3, corners: moved(firstCorners, 0, { x: 0.12345, y: 1 }) };
    expect(areaText(area)).toBe('3:12.3,100;70,55;80,95;20,95');
    expect(areaText(areaOf(areaText(area))!)).toBe(areaText(area));
  });

  it.each([
    undefined,
    '',
    '3',
    'x:1,2;3,4;5,6',
    '3:1,2;3,4',
    '3:1,2;3,4;5',
    '3:1,2;3,4;5,600',
    '3:1,2;3,4;5,6:7',
  ])('%s is none', (text) => {
    expect(areaOf(text)).toBeNull();
  });
});
