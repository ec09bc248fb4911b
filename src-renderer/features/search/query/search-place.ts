/** What is searched for, as the address names it: `#/search?top=red,dark+blue&bottom=black&camera=1,2`. */
import {
  type GarmentTypeName,
  type GarmentWish,
  garmentTypeNames,
  type SearchExample,
  type SearchFilter,
} from '#shared/contract/search.ts';
import type { BoxPx } from '#shared/units.ts';
import type { RouteParams } from '../../../lib/router.ts';
import { type GarmentPart, garmentParts } from '../../../lib/tracklet/outfit-words.ts';
import { areaOf, areaText } from './area/corners.ts';

export type OutfitWish = Readonly<Record<GarmentPart, GarmentWish>>;

export interface SearchPlace {
  /** Which kind of search the panel shows. */
  readonly kind: 'outfit' | 'example';
  readonly outfit: OutfitWish;
  readonly seenOnly: boolean;
  /** The example: a tracklet, or a box of a picture. */
  readonly trackletId: number | null;
  readonly pictureId: string | null;
  readonly boxPx: BoxPx | null;
  readonly filter: SearchFilter;
}

const anything: GarmentWish = { colours: [], types: [] };

export function readSearchPlace(params: Readonly<Record<string, string>>): SearchPlace {
  const trackletId = idOf(params.like);
  const pictureId = params.picture ?? null;
  const isExample = params.by === 'example' || trackletId !== null || pictureId !== null;
  return {
    kind: isExample ? 'example' : 'outfit',
    outfit: {
      top: wishOf(params.top, params.topType),
      bottom: wishOf(params.bottom, params.bottomType),
      shoes: wishOf(params.shoes, undefined),
    },
    seenOnly: params.seen === '1',
    trackletId,
    pictureId,
    boxPx: boxOf(params.box),
    filter: filterOf(params),
  };
}

/** The reverse of `readSearchPlace`. */
export function searchParams(place: SearchPlace): RouteParams {
  const { kind, outfit, filter } = place;
  const isOutfit = kind === 'outfit';
  return {
    by: isOutfit ? null : 'example',
    ...Object.fromEntries(
      garmentParts.flatMap((part) => [
        [part, isOutfit ? listText(outfit[part].colours) : null],
        [`${part}Type`, isOutfit ? listText(outfit[part].types) : null],
      ]),
    ),
    seen: isOutfit && place.seenOnly ? 1 : null,
    like: isOutfit ? null : place.trackletId,
    picture: isOutfit ? null : place.pictureId,
    box: isOutfit || place.boxPx === null ? null : boxText(place.boxPx),
    camera: listText(filter.cameraIds ?? []),
    floor: filter.floorId,
    from: filter.fromUtcMs,
    to: filter.toUtcMs,
    area: filter.area ? areaText(filter.area) : null,
  };
}

/** What the host is asked; null while nothing is chosen. */
export function exampleOf(place: SearchPlace): SearchExample | null {
  if (place.kind === 'outfit') {
    const { top, bottom, shoes } = place.outfit;
    const isEmpty = [top, bottom, shoes].every((wish) => wish.colours.length + wish.types.length === 0);
    return isEmpty ? null : { kind: 'outfit', top, bottom, shoes, seenOnly: place.seenOnly };
  }
  if (place.trackletId !== null) return { kind: 'tracklet', trackletId: place.trackletId };
  if (place.pictureId === null || place.boxPx === null) return null;
  return { kind: 'picture', pictureId: place.pictureId, boxPx: place.boxPx };
}

export function isFiltered({ filter }: SearchPlace): boolean {
  return Object.values(filter).some((value) => value !== undefined);
}

function wishOf(colours: string | undefined, types: string | undefined): GarmentWish {
  if (colours === undefined && types === undefined) return anything;
  const isType = (name: string): name is GarmentTypeName =>
    (garmentTypeNames as readonly string[]).includes(name);
  return { colours: listOf(colours), types: listOf(types).filter(isType) };
}

function filterOf(params: Readonly<Record<string, string>>): SearchFilter {
  const cameraIds = listOf(params.camera).flatMap((text) => idOf(text) ?? []);
  const floorId = idOf(params.floor);
  const fromUtcMs = utcOf(params.from);
  const toUtcMs = utcOf(params.to);
  const area = areaOf(params.area);
  return {
    ...(cameraIds.length > 0 && { cameraIds }),
    ...(floorId !== null && { floorId }),
    ...(fromUtcMs !== null && { fromUtcMs }),
    ...(toUtcMs !== null && { toUtcMs }),
    ...(area !== null && { area }),
  };
}

function listOf(text: string | undefined): string[] {
  return text === undefined ? [] : text.split(',').filter((item) => item !== '');
}

function listText(items: readonly (string | number)[]): string | null {
  return items.length === 0 ? null : items.join(',');
}

function idOf(text: string | undefined): number | null {
  const id = Number(text);
  return Number.isSafeInteger(id) && id > 0 ? id : null;
}

function utcOf(text: string | undefined): number | null {
  const utcMs = text === undefined || text === '' ? Number.NaN : Number(text);
  return Number.isSafeInteger(utcMs) ? utcMs : null;
}

function boxOf(text: string | undefined): BoxPx | null {
  const [x, y, w, h, ...rest] = listOf(text).map(Number);
  if (x === undefined || y === undefined || w === undefined || h === undefined || rest.length > 0)
    return null;
  return [x, y, w, h].every(Number.isFinite) && w > 0 && h > 0 ? { x, y, w, h } : null;
}

function boxText({ x, y, w, h }: BoxPx): string {
  return [x, y, w, h].map((value) => Math.round(value)).join(',');
}
