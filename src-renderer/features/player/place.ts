/** The place in the footage that the address names. */
export interface Place {
  readonly recordingId: number | null;
  readonly trackletId: number | null;
  /** From the start of the recording. */
  readonly atMs: number | null;
}

export function readPlace(params: Readonly<Record<string, string>>): Place {
  return {
    recordingId: readId(params.recording),
    trackletId: readId(params.tracklet),
    atMs: readMs(params.at),
  };
}

function readId(text: string | undefined): number | null {
  const id = Number(text);
  return Number.isSafeInteger(id) && id > 0 ? id : null;
}

function readMs(text: string | undefined): number | null {
  const ms = text === undefined || text === '' ? Number.NaN : Number(text);
  return Number.isFinite(ms) && ms >= 0 ? ms : null;
}
