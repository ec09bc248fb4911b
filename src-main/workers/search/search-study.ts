import { AppError } from '#shared/errors.ts';
import { type SearchConfig, searchConfig } from '../../core/search/config.ts';
import { type AlikeAnswer, findAlike, type TimeSpan } from '../../core/search/find-alike.ts';
import { findOutfit, type OutfitHit } from '../../core/search/find-outfit.ts';
import { rowsInside } from '../../core/search/foot-tracks.ts';
import { type Look, lookOf, lookOfVector } from '../../core/search/likeness-model.ts';
import type { ReadonlyStudyDb } from '../../store/study-store.ts';
import type { ResultOf, TaskOf } from '../tasks.ts';
import type { FoundTracklet } from './schemas.ts';
import type { IndexedRecording, SearchIndex } from './search-index.ts';

type Task = TaskOf<'search'>;

/** Answers one search. Errors: NOT_FOUND, INVALID_INPUT. */
export async function searchStudy(
  task: Task,
  db: ReadonlyStudyDb,
  index: SearchIndex,
  signal: AbortSignal,
  config: SearchConfig = searchConfig,
): Promise<ResultOf<'search'>> {
  await index.update(db, signal);
  const recordings = index.recordings.filter((recording) => passes(recording, task.filter));
  const span: TimeSpan = {
    fromUtcMs: task.filter.fromUtcMs ?? Number.NEGATIVE_INFINITY,
    toUtcMs: task.filter.toUtcMs ?? Number.POSITIVE_INFINITY,
  };
  const isElsewhere = await outsideOf(task.filter.area, recordings, db, index, signal);
  const page = <T>(hits: readonly T[]): readonly T[] => hits.slice(task.offset, task.offset + task.limit);
  const described = (recording: IndexedRecording, row: number) => ({
    trackletId: recording.descriptors.trackletIds[row]!,
    label: index.labelOf(recording, row),
  });

  if (task.by.kind === 'outfit') {
    const placed = await index.withGarments(db, recordings, signal);
    const answer = findOutfit(task.by, placed, span, { config, isSeenOnly: task.by.seenOnly }, isElsewhere);
    return {
      kind: 'search',
      total: answer.hits.length,
      searched: answer.compared,
      notComparable: answer.notComparable,
      found: page(answer.hits).map((hit) => ({
        ...described(recordings[hit.recording]!, hit.row),
        grade: gradeOfOutfit(hit),
        likeness: null,
        garments: hit.fits.map(({ region, fit }) => ({ part: region, fit })),
      })),
    };
  }

  const example = exampleOf(task.by, index);
  const model = index.likenessIn(example.space);
  const isExample = (recording: number, row: number): boolean =>
    recordings[recording]!.descriptors.trackletIds[row] === example.trackletId;
  const isLeftOut = (recording: number, row: number): boolean =>
    isElsewhere(recording, row) || isExample(recording, row);
  const answer: AlikeAnswer = findAlike(
    example.look,
    recordings,
    span,
    { model, space: example.space, config },
    isLeftOut,
  );
  return {
    kind: 'search',
    total: answer.hits.length,
    searched: answer.compared,
    notComparable: answer.notComparable,
    found: page(answer.hits).map((hit) => ({
      ...described(recordings[hit.recording]!, hit.row),
      grade: gradeOfLikeness(hit.strangersExpected, config),
      likeness: {
        moreAlikeThan: hit.moreAlikeThan,
        strangersExpected: hit.strangersExpected,
        isSomebodyElse: isBeside(example, recordings[hit.recording]!, hit.row),
      },
      garments: [],
    })),
  };
}

/** Which rows are left out because nobody in them stood in the area. Without an area, none. */
async function outsideOf(
  area: Task['filter']['area'],
  recordings: readonly IndexedRecording[],
  db: ReadonlyStudyDb,
  index: SearchIndex,
  signal: AbortSignal,
): Promise<(recording: number, row: number) => boolean> {
  if (area === undefined) return () => false;
  const tracks = await index.footTracks(db, recordings, signal);
  const inside = tracks.map((ofRecording) => rowsInside(ofRecording, area.corners));
  return (recording, row) => inside[recording]![row] === 0;
}

function passes(recording: IndexedRecording, { cameraIds, floorId, area }: Task['filter']): boolean {
  return (
    recording.isAccepted &&
    (area === undefined || recording.cameraId === area.cameraId) &&
    (cameraIds === undefined || cameraIds.includes(recording.cameraId)) &&
    (floorId === undefined || recording.floorId === floorId)
  );
}

interface Example {
  readonly look: Look;
  readonly space: number;
  /** Null for a picture from elsewhere. */
  readonly trackletId: number | null;
  /** When which camera showed it; null for a picture from elsewhere. */
  readonly view: { readonly cameraId: number; readonly startUtcMs: number; readonly endUtcMs: number } | null;
}

function exampleOf(by: Exclude<Task['by'], { kind: 'outfit' }>, index: SearchIndex): Example {
  if (by.kind === 'vector') {
    const space = index.spaceOf(by.space);
    if (space === undefined) {
      throw new AppError(
        'INVALID_INPUT',
        'Nobody in this study is described by the model that described the picture.',
        'Choose the model that the footage was analysed with under Settings, or analyse the footage again.',
      );
    }
    return { look: lookOfVector(by.vector), space, trackletId: null, view: null };
  }
  const found = index.find(by.trackletId);
  if (!found) {
    throw new AppError(
      'NOT_FOUND',
      `There is no tracklet ${by.trackletId}.`,
      'The recording may have been analysed again; choose the person anew.',
    );
  }
  const { recording, row } = found;
  const { descriptors, cameraId, zeroUtcMs } = recording;
  const space = descriptors.space[row]!;
  const look = lookOf(recording, row, space);
  if (!look) {
    throw new AppError(
      'INVALID_INPUT',
      'No picture of this person was good enough to describe their outfit.',
      'Choose another tracklet of the same person, or search by outfit.',
    );
  }
  const view = {
    cameraId,
    startUtcMs: zeroUtcMs + descriptors.startOffsetMs[row]!,
    endUtcMs: zeroUtcMs + descriptors.endOffsetMs[row]!,
  };
  return { look, space, trackletId: by.trackletId, view };
}

/** Whether the example's own camera shows somebody while it shows the example: they are two people. */
function isBeside(
  { view }: Example,
  { cameraId, zeroUtcMs, descriptors }: IndexedRecording,
  row: number,
): boolean {
  if (view === null || view.cameraId !== cameraId) return false;
  const startUtcMs = zeroUtcMs + descriptors.startOffsetMs[row]!;
  const endUtcMs = zeroUtcMs + descriptors.endOffsetMs[row]!;
  return startUtcMs < view.endUtcMs && endUtcMs > view.startUtcMs;
}

function gradeOfLikeness(strangersExpected: number, config: SearchConfig): FoundTracklet['grade'] {
  if (strangersExpected <= config.strongStrangers) return 'strong';
  if (strangersExpected <= config.goodStrangers) return 'good';
  return strangersExpected <= config.fairStrangers ? 'fair' : 'weak';
}

/** All seen and of the colour; all seen; some not seen but the others of the colour; the rest. */
function gradeOfOutfit({ fits }: OutfitHit): FoundTracklet['grade'] {
  const isAllSeen = fits.every(({ fit }) => fit !== 'unseen');
  const isNoneNear = fits.every(({ fit }) => fit !== 'near');
  if (isAllSeen) return isNoneNear ? 'strong' : 'good';
  return isNoneNear ? 'fair' : 'weak';
}
