import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { readSampleFile, type SampleFile } from '../../../src-main/services/studies/sample/sample-file.ts';
import type { BoxPx } from '../../../src-shared/units.ts';

export interface TruePerson {
  readonly id: number;
  /** Whole body as far as it lies in the picture, also where hidden. */
  readonly boxPx: BoxPx;
  /** Part of the whole body that is seen: neither hidden nor beyond the picture's border, 0..1. */
  readonly visibleFraction: number;
}

/** Frames of each camera's master, by the camera's key. */
export interface SampleTruth {
  readonly sample: SampleFile;
  readonly framesOf: ReadonlyMap<string, readonly (readonly TruePerson[])[]>;
  /** Who works there, by id. */
  readonly staff: ReadonlySet<number>;
}

const peopleSchema = z.array(
  z.object({ id: z.number().int().positive(), role: z.enum(['visitor', 'staff']) }),
);

const lineSchema = z.object({
  frame: z.number().int(),
  offsetMs: z.number().int(),
  people: z.array(
    z.object({
      id: z.number().int().positive(),
      boxPx: z.tuple([z.number(), z.number(), z.number(), z.number()]),
      visibleFraction: z.number().min(0).max(1),
      inPicture: z.number().min(0).max(1),
    }),
  ),
});

/** Reads a sample's truth. Throws when it is missing, or frames are. */
export async function readSampleTruth(folder: string): Promise<SampleTruth> {
  const sample = await readSampleFile(path.join(folder, 'sample.json'));
  const framesOf = new Map<string, readonly (readonly TruePerson[])[]>();
  for (const { key, truth } of sample.cameras) {
    const text = gunzipSync(await readFile(path.join(folder, truth))).toString('utf8');
    const frames = text.trimEnd().split('\n').map(parseFrame);
    const expected = Math.round((sample.durationMs * sample.fps) / 1000);
    if (frames.length !== expected) throw new Error(`${truth} has ${frames.length} of ${expected} frames`);
    framesOf.set(key, frames);
  }
  const people = peopleSchema.parse(
    JSON.parse(await readFile(path.join(folder, 'truth/people.json'), 'utf8')),
  );
  const staff = new Set(people.filter(({ role }) => role === 'staff').map(({ id }) => id));
  return { sample, framesOf, staff };
}

function parseFrame(line: string, index: number): TruePerson[] {
  const { frame, people } = lineSchema.parse(JSON.parse(line));
  if (frame !== index) throw new Error(`frame ${frame} stands at ${index}`);
  return truePeople(people);
}

/** Somebody in a frame as the renderer tells of them. */
interface RecordedPerson {
  readonly id: number;
  /** x, y, w, h in picture pixels. */
  readonly boxPx: readonly [number, number, number, number];
  /** Part that nobody and nothing hides, of what lies in the picture. */
  readonly visibleFraction: number;
  /** Part of the body's box that lies in the picture. */
  readonly inPicture: number;
}

/** The people of one frame. */
export function truePeople(people: readonly RecordedPerson[]): TruePerson[] {
  return people.map(({ id, boxPx: [x, y, w, h], visibleFraction, inPicture }) => ({
    id,
    boxPx: { x, y, w, h },
    visibleFraction: visibleFraction * inPicture,
  }));
}
