/**
 * A mall as linking sees it: tracklets with times, cameras and descriptors, and who they really were.
 * No pictures; so it reaches the sizes and the exactness that footage cannot.
 */
import { Random } from '../random.ts';
import { type AppearanceSource, EMBEDDING_LENGTH, type SeenColours } from './appearance.ts';
import { type Layout, makeLayout } from './layout.ts';
import type { SimulationSettings } from './settings.ts';

/** Tracklets in order of start; row i of every column belongs together. */
export interface SimulatedStudy {
  readonly layout: Layout;
  readonly count: number;
  /** As the recorder's clock says, so with its error. */
  readonly startUtcMs: Float64Array;
  readonly endUtcMs: Float64Array;
  /** 0 … cameras - 1. */
  readonly camera: Uint16Array;
  /** Truth: who it was, 0 …; staff come after the visitors. */
  readonly person: Uint32Array;
  /** Truth, by person: the lowest number of those who came together; their own for who came alone. */
  readonly groupOfPerson: Uint32Array;
  /** int8[count × 128]. */
  readonly embeddings: Int8Array;
  readonly colours: readonly (SeenColours | null)[];
  /** Truth: visits that no camera noticed are not people of this study. */
  readonly peopleSeen: number;
  /** Truth: the error of each camera's clock. */
  readonly clockErrorMs: Float64Array;
  /** Not observed, per camera, in true time. */
  readonly outages: readonly (readonly { readonly startUtcMs: number; readonly endUtcMs: number }[])[];
}

const MS_PER_HOUR = 3_600_000;
const MAX_GROUP = 4;

/** Grows like an array, holds like columns. */
class ViewLog {
  start = new Float64Array(1024);
  end = new Float64Array(1024);
  camera = new Uint16Array(1024);
  person = new Uint32Array(1024);
  count = 0;

  add(startMs: number, endMs: number, camera: number, person: number): void {
    if (this.count === this.start.length) this.#grow();
    this.start[this.count] = startMs;
    this.end[this.count] = endMs;
    this.camera[this.count] = camera;
    this.person[this.count] = person;
    this.count++;
  }

  #grow(): void {
    const double = <T extends Float64Array | Uint16Array | Uint32Array>(old: T): T => {
      const grown = new (old.constructor as new (length: number) => T)(old.length * 2);
      grown.set(old);
      return grown;
    };
    this.start = double(this.start);
    this.end = double(this.end);
    this.camera = double(this.camera);
    this.person = double(this.person);
  }
}

export function simulate(settings: SimulationSettings, appearance: AppearanceSource): SimulatedStudy {
  const random = new Random(settings.seed);
  const layout = makeLayout(settings.cameras, settings.overlookedCameras, random);
  const cameras = settings.cameras + settings.overlookedCameras;
  const clockErrorMs = Float64Array.from({ length: cameras }, () =>
    Math.round(random.normal(0, settings.clockErrorSdMs)),
  );
  const outages = Array.from({ length: cameras }, () => drawOutages(settings, random));
  const views = new ViewLog();
  const groupOfPerson = Uint32Array.from(
    { length: settings.visitors + settings.staff },
    (_, person) => person,
  );
  for (let person = 0; person < settings.visitors; ) {
    const isGroup = random.chance(settings.groupShare / 2.5);
    const size = Math.min(isGroup ? 2 + random.index(MAX_GROUP - 1) : 1, settings.visitors - person);
    const arrival = settings.startUtcMs + openedMs(settings, random.between(0, settings.hours * MS_PER_HOUR));
    const left = walk(settings, layout, random, views, person, size, arrival);
    if (random.chance(settings.revisitShare)) {
      walk(settings, layout, random, views, person, size, left + random.exponential(MS_PER_HOUR));
    }
    groupOfPerson.fill(person, person, person + size);
    person += size;
  }
  for (let guard = 0; guard < settings.staff; guard++)
    patrol(settings, layout, random, views, settings.visitors + guard);
  const observed = observe(settings, layout, appearance, random, views, clockErrorMs, outages);
  return { ...observed, groupOfPerson };
}

/** How long after the study's start the mall has been open for so long. */
function openedMs({ hoursPerDay }: SimulationSettings, openMs: number): number {
  const nights = Math.floor(openMs / (hoursPerDay * MS_PER_HOUR));
  return openMs + nights * (24 - hoursPerDay) * MS_PER_HOUR;
}

function drawOutages(
  settings: SimulationSettings,
  random: Random,
): { startUtcMs: number; endUtcMs: number }[] {
  if (settings.outagesPerHour <= 0) return [];
  const endUtcMs = settings.startUtcMs + openedMs(settings, settings.hours * MS_PER_HOUR);
  const list: { startUtcMs: number; endUtcMs: number }[] = [];
  const meanBetween = MS_PER_HOUR / settings.outagesPerHour;
  let at = settings.startUtcMs + random.exponential(meanBetween);
  while (at < endUtcMs) {
    const end = at + random.exponential(settings.meanOutageMs);
    list.push({ startUtcMs: at, endUtcMs: end });
    at = end + random.exponential(meanBetween);
  }
  return list;
}

/** One visit of `size` people who walk together. Returns when they left. */
function walk(
  settings: SimulationSettings,
  layout: Layout,
  random: Random,
  views: ViewLog,
  first: number,
  size: number,
  arrivalUtcMs: number,
): number {
  const speedMps = Math.max(0.7, random.normal(1.25, 0.2));
  let camera = random.pick(layout.entrances);
  let previous = -1;
  let now = arrivalUtcMs;
  do {
    const viewMs = random.logNormal(9_000, 0.5);
    for (let member = 0; member < size; member++) {
      const from = now + member * random.between(300, 900);
      const to = from + viewMs * random.between(0.92, 1.08);
      views.add(from, to, camera, first + member);
      if (camera < settings.overlookedCameras) {
        // The second picture begins earlier or later, and ends likewise.
        const above = settings.cameras + camera;
        const shiftMs = random.between(-0.4, 0.4) * viewMs;
        views.add(from + shiftMs, to + shiftMs + random.between(0, 0.3) * viewMs, above, first + member);
      }
    }
    now += viewMs;
    const onward = (layout.neighbours[camera] ?? []).filter(
      (next) => next.camera !== previous || random.chance(0.2),
    );
    const next = random.pick(onward.length > 0 ? onward : (layout.neighbours[camera] ?? []));
    now += (next.distanceM / speedMps) * 1000 * random.logNormal(1, 0.12);
    if (random.chance(settings.shopShare)) now += random.exponential(settings.meanShopMs);
    previous = camera;
    camera = next.camera;
  } while (!random.chance(1 / settings.meanViews));
  return now;
}

function patrol(
  settings: SimulationSettings,
  layout: Layout,
  random: Random,
  views: ViewLog,
  person: number,
): void {
  const endUtcMs = settings.startUtcMs + openedMs(settings, settings.hours * MS_PER_HOUR);
  let camera = random.index(settings.cameras);
  let now = settings.startUtcMs + random.between(0, 60_000);
  while (now < endUtcMs) {
    const viewMs = random.logNormal(15_000, 0.6);
    views.add(now, now + viewMs, camera, person);
    const next = random.pick(layout.neighbours[camera] ?? []);
    now += viewMs + (next.distanceM / 1) * 1000 + random.exponential(60_000);
    camera = next.camera;
  }
}

/** What the cameras and the tracker make of the views: misses, fragments, outages, clock errors, descriptors. */
function observe(
  settings: SimulationSettings,
  layout: Layout,
  appearance: AppearanceSource,
  random: Random,
  views: ViewLog,
  clockErrorMs: Float64Array,
  outages: SimulatedStudy['outages'],
): Omit<SimulatedStudy, 'groupOfPerson'> {
  const seen = new ViewLog();
  for (let i = 0; i < views.count; i++) {
    const start = views.start[i] ?? 0;
    const end = views.end[i] ?? 0;
    const camera = views.camera[i] ?? 0;
    const person = views.person[i] ?? 0;
    if (random.chance(settings.missedViewShare)) continue;
    if ((outages[camera] ?? []).some((outage) => start < outage.endUtcMs && end > outage.startUtcMs))
      continue;
    const error = clockErrorMs[camera] ?? 0;
    if (end - start > 4_000 && random.chance(settings.fragmentShare)) {
      const cut = random.between(start + 1_500, end - 1_500);
      seen.add(start + error, cut - random.between(150, 700) + error, camera, person);
      seen.add(cut + random.between(150, 700) + error, end + error, camera, person);
    } else seen.add(start + error, end + error, camera, person);
  }
  const order = Uint32Array.from({ length: seen.count }, (_, i) => i).sort(
    (a, b) =>
      (seen.start[a] ?? 0) - (seen.start[b] ?? 0) ||
      (seen.camera[a] ?? 0) - (seen.camera[b] ?? 0) ||
      (seen.person[a] ?? 0) - (seen.person[b] ?? 0),
  );
  const embeddings = new Int8Array(seen.count * EMBEDDING_LENGTH);
  const people = new Set<number>();
  const colours = Array.from(order, (row, i) => {
    const person = seen.person[row] ?? 0;
    people.add(person);
    return appearance.describe(
      person,
      seen.camera[row] ?? 0,
      person >= settings.visitors,
      random,
      embeddings,
      i * EMBEDDING_LENGTH,
    );
  });
  const column = <T extends Float64Array | Uint16Array | Uint32Array>(from: T): T => {
    const to = new (from.constructor as new (length: number) => T)(seen.count);
    order.forEach((row, i) => {
      to[i] = from[row] ?? 0;
    });
    return to;
  };
  return {
    layout,
    count: seen.count,
    startUtcMs: column(seen.start).map(Math.round),
    endUtcMs: column(seen.end).map(Math.round),
    camera: column(seen.camera),
    person: column(seen.person),
    embeddings,
    colours,
    peopleSeen: people.size,
    clockErrorMs,
    outages,
  };
}
