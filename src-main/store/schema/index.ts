/**
 * The study database. Times of footage are stored as offsets from the start of their recording, so that a
 * corrected start time or clock moves everything with it; UTC is computed when read.
 */
export * from './analysis.ts';
export * from './decisions.ts';
export * from './jobs.ts';
export * from './journeys.ts';
export * from './library.ts';
export * from './people.ts';
export * from './plan.ts';
export * from './study.ts';
