import type { GarmentColour } from '#shared/contract/analysis.ts';
import { formatInZone } from '../../core/timeline/zone.ts';

/** ISO 8601 in UTC, to the millisecond. */
export function utcCell(utcMs: number): string {
  return new Date(utcMs).toISOString();
}

/** `2026-11-20 10:00:00` as a clock in the study's time zone shows it. */
export function localCell(utcMs: number, timeZone: string): string {
  return formatInZone(utcMs, timeZone);
}

export function secondsCell(ms: number): string {
  return (ms / 1000).toFixed(3);
}

/** A probability or a score: fixed digits, so that equal values are equal text. */
export function ratioCell(value: number): string {
  return value.toFixed(4);
}

/**
 * A number that may be negative. It stays a number, because a text that begins with a minus is escaped as if it
 * were a formula, and could not be computed with.
 */
export function signedCell(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

export function colourCells(colour: GarmentColour | null): [name: string, hex: string] {
  return colour ? [colour.name, colour.hex] : ['', ''];
}

export function typeCells(garment: GarmentColour | null): [name: string, confidence: string] {
  return garment?.type ? [garment.type.name, ratioCell(garment.type.confidence)] : ['', ''];
}
