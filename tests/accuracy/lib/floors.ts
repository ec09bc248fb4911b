import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Measurement, Suite } from './suite.ts';

/** The range that a number must stay in. */
const boundsSchema = z.strictObject({ min: z.number().optional(), max: z.number().optional() });
export type Bounds = z.infer<typeof boundsSchema>;

/** Suite key → measurement key → bounds. */
const floorsSchema = z.record(z.string(), z.record(z.string(), boundsSchema));
export type Floors = z.infer<typeof floorsSchema>;

export function readFloors(path: string): Floors {
  return floorsSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
}

/** A measured number and whether it is within its bounds. */
export interface Verdict {
  readonly suite: Suite;
  readonly measurement: Measurement;
  readonly bounds: Bounds;
  readonly passed: boolean;
}

/**
 * Judges a suite's numbers. Throws when a number has no bounds, or bounds no number: a golden file that does
 * not fit what is measured protects nothing.
 */
export function judge(suite: Suite, measurements: readonly Measurement[], floors: Floors): Verdict[] {
  if (suite.hasNoFloors) {
    return measurements.map((measurement) => ({ suite, measurement, bounds: {}, passed: true }));
  }
  const boundsOfSuite = floors[suite.key] ?? {};
  const unmeasured = Object.keys(boundsOfSuite).filter((key) => measurements.every((one) => one.key !== key));
  if (unmeasured.length > 0)
    throw new Error(`floors.json: ${suite.key} has no number ${unmeasured.join(', ')}`);
  return measurements.map((measurement) => {
    const bounds = boundsOfSuite[measurement.key];
    if (bounds === undefined) throw new Error(`floors.json: no bounds for ${suite.key}.${measurement.key}`);
    return { suite, measurement, bounds, passed: isWithin(measurement.value, bounds) };
  });
}

function isWithin(value: number, { min, max }: Bounds): boolean {
  return Number.isFinite(value) && (min === undefined || value >= min) && (max === undefined || value <= max);
}
