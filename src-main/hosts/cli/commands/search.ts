import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { garmentTypeSchema } from '#shared/contract/analysis.ts';
import type { Plan } from '#shared/contract/plan.ts';
import {
  type GarmentWish,
  type SearchArea,
  type SearchExample,
  type SearchFilter,
  type SearchHit,
  searchAreaSchema,
} from '#shared/contract/search.ts';
import { toAppError } from '#shared/errors.ts';
import { type BoxPx, boxPxSchema } from '#shared/units.ts';
import { usageError } from '../failure.ts';
import { localTime } from '../local-time.ts';
import { instant, type StudyOption, withStudy } from '../options.ts';
import { cameraNamed, floorNamed } from '../plan-names.ts';
import { openStudy } from '../study.ts';
import { counted, table } from '../terminal.ts';
import { type CliContext, withApp } from '../with-app.ts';

interface SearchOptions extends StudyOption {
  readonly like?: number;
  readonly picture?: string;
  readonly box?: BoxPx;
  readonly top?: string[];
  readonly bottom?: string[];
  readonly shoes?: string[];
  readonly seenOnly: boolean;
  readonly from?: number;
  readonly to?: number;
  readonly camera?: string[];
  readonly floor?: string;
  readonly area?: string[];
  readonly limit: number;
}

export function addSearchCommand(program: Command): void {
  withStudy(program.command('search'))
    .description('find people who look alike: by example, or by what they wear')
    .option(
      '--like <tracklet>',
      'the number of a tracklet of the study, as the player’s address has it',
      wholeNumber,
    )
    .option('--picture <file>', 'a PNG or JPEG picture of somebody')
    .option('--box <x,y,w,h>', 'where in the picture, in its pixels; without it, the surest person', boxOf)
    .option('--top <names...>', 'colours and kinds of the top: red "dark blue" t-shirt')
    .option('--bottom <names...>', 'colours and kinds of the trousers, shorts or skirt')
    .option('--shoes <names...>', 'colours of the shoes')
    .option('--seen-only', 'leave out people of whom one of these garments was not seen', false)
    .option('--from <instant>', 'with its offset, such as 2026-11-20T10:00:00+01:00', instant)
    .option('--to <instant>', 'the same', instant)
    .option('--camera <names...>', 'only these cameras')
    .option('--floor <name>', 'only cameras of this floor')
    .option(
      '--area <camera-and-corners...>',
      'only who stood in a part of a camera’s picture: its name, then three corners or more as x,y in percent',
    )
    .option('--limit <count>', 'answers', wholeNumber, 20)
    .action((options: SearchOptions) =>
      withApp(async (context) => {
        await openStudy(context.app, options.study);
        const by = await exampleOf(context, options);
        const filter = filterOf(context, options);
        const { search } = context.app.services;
        const answer = await search.find({ by, filter, offset: 0, limit: options.limit }, context.signal);
        print(context, answer.hits);
        const { total, searched, notComparable } = answer;
        context.terminal.tell(
          `${counted(total, 'answer')} from ${counted(searched, 'tracklet')}; ${notComparable} could not be compared. ` +
            'Looking alike is no proof of being the same person.',
        );
      }),
    );
}

/** Errors: INVALID_INPUT unless exactly one of the three ways to search is used. */
async function exampleOf({ app, signal }: CliContext, options: SearchOptions): Promise<SearchExample> {
  const { like, picture, box, seenOnly } = options;
  const isOutfit = [options.top, options.bottom, options.shoes].some((names) => names !== undefined);
  if ([like !== undefined, picture !== undefined, isOutfit].filter(Boolean).length !== 1) {
    throw usageError(
      'Say whom to look for in one way.',
      'Use --like, or --picture, or some of --top, --bottom and --shoes.',
    );
  }
  if (like !== undefined) return { kind: 'tracklet', trackletId: like };
  if (picture === undefined) {
    const { top, bottom, shoes } = options;
    return { kind: 'outfit', top: wishOf(top), bottom: wishOf(bottom), shoes: wishOf(shoes), seenOnly };
  }
  const dataBase64 = readPicture(picture).toString('base64');
  const taken = await app.services.search.addPicture({ fileName: basename(picture), dataBase64 }, signal);
  const boxPx = box ?? taken.people[0]?.boxPx;
  if (boxPx) return { kind: 'picture', pictureId: taken.pictureId, boxPx };
  throw usageError('Nobody was recognised in the picture.', 'Say where somebody is with --box x,y,w,h.');
}

/** Names of kinds are kinds; all others are taken for colours, which the search checks. */
function wishOf(names: readonly string[] = []): GarmentWish {
  const kinds = garmentTypeSchema.shape.name;
  return {
    colours: names.filter((name) => !kinds.safeParse(name).success),
    types: names.flatMap((name) => kinds.safeParse(name).data ?? []),
  };
}

function filterOf({ app }: CliContext, { from, to, camera, floor, area }: SearchOptions): SearchFilter {
  const plan = app.services.plan.get();
  return {
    ...(from !== undefined && { fromUtcMs: from }),
    ...(to !== undefined && { toUtcMs: to }),
    ...(camera !== undefined && { cameraIds: camera.map((name) => cameraNamed(plan, name).id) }),
    ...(floor !== undefined && { floorId: floorNamed(plan, floor).id }),
    ...(area !== undefined && { area: areaOf(plan, area) }),
  };
}

/** Errors: INVALID_INPUT. */
function areaOf(plan: Plan, [camera = '', ...corners]: readonly string[]): SearchArea {
  const { id: cameraId } = cameraNamed(plan, camera);
  const points = corners.map((corner) => {
    const [x = Number.NaN, y = Number.NaN, ...rest] = corner
      .split(',')
      .map((percent) => Number(percent) / 100);
    return { x, y: rest.length === 0 ? y : Number.NaN };
  });
  const parsed = searchAreaSchema.safeParse({ cameraId, corners: points });
  if (parsed.success) return parsed.data;
  throw usageError(
    'That is no part of a picture.',
    'Give 3 to 24 corners in percent of the picture, from the top left: --area "Main door" 20,50 60,50 60,100 20,100.',
  );
}

function print({ app, terminal }: CliContext, hits: readonly SearchHit[]): void {
  const { timeZone } = app.context.session().store;
  const rows = hits.map(({ tracklet, journeyLabel, grade, likeness }) => [
    tracklet.label,
    tracklet.cameraName,
    localTime(tracklet.startUtcMs, timeZone),
    journeyLabel ?? '–',
    grade,
    likeness ? likeness.strangersExpected.toPrecision(2) : '–',
    (['top', 'bottom', 'shoes'] as const).map((part) => tracklet.outfit[part]?.name ?? '–').join(' / '),
  ]);
  const head = [
    'Tracklet',
    'Camera',
    'Seen',
    'Journey',
    'Looks',
    'Strangers as alike',
    'Top / bottom / shoes',
  ];
  for (const line of table([head, ...rows])) terminal.print(line);
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new InvalidArgumentError('Give a whole number above 0.');
}

function boxOf(text: string): BoxPx {
  const [x, y, w, h, ...rest] = text.split(',').map(Number);
  const parsed = boxPxSchema.safeParse({ x, y, w, h });
  if (parsed.success && rest.length === 0) return parsed.data;
  throw new InvalidArgumentError('Give four numbers, in pixels: x,y,w,h.');
}

function readPicture(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw toAppError(error);
  }
}
