import type { WallTime } from '../timeline/wall-time.ts';

/** A time as a name gives it: a reading of the recorder's clock, or an instant. */
export type NamedTime =
  | { readonly kind: 'wall'; readonly wall: WallTime }
  | { readonly kind: 'utc'; readonly utcMs: number };

/** What one grammar reads in one path. Null means that the name does not say. */
export interface NameCandidate {
  /** The grammar's name, such as `dahua`. */
  readonly grammar: string;
  /** Where the start was read; a date in a folder with a time in the file counts as file name. */
  readonly source: 'file-name' | 'folder-name';
  /** A name that people gave to the camera. */
  readonly camera: string | null;
  /** The recorder or camera unit that wrote the file: a name, an address, a serial number. */
  readonly device: string | null;
  /** The device's channel, counted from 1. */
  readonly channel: number | null;
  readonly stream: 'main' | 'sub' | null;
  readonly start: NamedTime | null;
  readonly end: NamedTime | null;
  /** The clock's reading where `start` is an instant and the name carries both. */
  readonly wallStart: WallTime | null;
  /** Set when the date's day and month could be swapped; the whole folder decides. */
  readonly dateOrder: 'dmy' | 'mdy' | null;
  /** How sure it is that this grammar wrote the name, 0..1. */
  readonly confidence: number;
}

export function wallAt(wall: WallTime | null): NamedTime | null {
  return wall && { kind: 'wall', wall };
}

export function utcAt(utcMs: number): NamedTime {
  return { kind: 'utc', utcMs };
}
