/**
 * Renders the sample mall's masters: one clip per camera and its exact truth, one line per frame.
 *
 *   node tools/sample-mall/render.ts --out <folder> --people <folder of FBX people> [--seed 22] [--seconds 96]
 *
 * A camera whose truth file is complete is passed over, so that an interrupted run goes on where it was, with the options it
 * was begun with.
 */
import { existsSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { burnedIn } from './burned-in.ts';
import { ClipWriter } from './clip-writer.ts';
import { keepOptions } from './render-options.ts';
import { simulatePeople } from './simulation/visitors.ts';
import { openStudio } from './studio.ts';
import { CAMERAS } from './world/mall.ts';

const { values } = parseArgs({
  options: {
    out: { type: 'string' },
    people: { type: 'string' },
    seed: { type: 'string', default: '22' },
    seconds: { type: 'string', default: '96' },
    fps: { type: 'string', default: '10' },
    visitors: { type: 'string', default: '16' },
    start: { type: 'string', default: '2026-11-14T10:00:00Z' },
    cameras: { type: 'string', default: CAMERAS.map((camera) => camera.key).join() },
    chromium: { type: 'string', default: '/usr/bin/chromium' },
  },
});
if (!values.out || !values.people) throw new Error('--out and --people are needed');
const out = values.out;
const options = {
  seed: Number(values.seed),
  visitors: Number(values.visitors),
  seconds: Number(values.seconds),
  fps: Number(values.fps),
  start: values.start,
};
const { fps } = options;
const frames = options.seconds * fps;
const size = { widthPx: 960, heightPx: 540 };
const startUtcMs = Date.parse(options.start);

const people = simulatePeople({
  seed: options.seed,
  visitors: options.visitors,
  staff: 2,
  arriveUntilS: options.seconds * 0.75,
});
await mkdir(out, { recursive: true });
await keepOptions(out, options);
await writeFile(
  path.join(out, 'people.json'),
  `${JSON.stringify(
    people.map(({ trajectory: _, ...person }) => person),
    null,
    2,
  )}\n`,
);

await using studio = await openStudio({
  ...size,
  people,
  peopleFolder: values.people,
  chromiumPath: values.chromium,
});
for (const key of values.cameras.split(',')) {
  const camera = CAMERAS.find((candidate) => candidate.key === key);
  if (!camera) throw new Error(`no camera ${key}`);
  const truthPath = path.join(out, `${key}.truth.jsonl`);
  if (existsSync(truthPath)) continue;
  const lines: string[] = [];
  const began = Date.now();
  {
    await using clip = await ClipWriter.open(path.join(out, `${key}.mp4`), { ...size, fps, crf: 14 });
    for (let frame = 0; frame < frames; frame++) {
      const timeS = frame / fps;
      const drawn = await studio.frame(camera, timeS, frame, burnedIn(camera, startUtcMs, timeS));
      await clip.write(drawn.rgba);
      lines.push(JSON.stringify({ frame, offsetMs: Math.round(timeS * 1000), people: drawn.truth }));
      if (frame % 50 === 49)
        process.stdout.write(
          `\r${key} ${frame + 1}/${frames}, ${Math.round((Date.now() - began) / (frame + 1))} ms a frame `,
        );
    }
  }
  await writeFile(`${truthPath}.part`, `${lines.join('\n')}\n`);
  await rename(`${truthPath}.part`, truthPath);
  process.stdout.write('\n');
}
