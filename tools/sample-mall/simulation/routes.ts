import { ENTRANCES, ESCALATORS, SHOPS } from '../world/mall.ts';

/** A place on the way. `slack` is how far people spread around it, in metres along x and y. */
export interface Waypoint {
  readonly key: string;
  readonly level: 0 | 1;
  readonly x: number;
  readonly y: number;
  readonly slackX: number;
  readonly slackY: number;
}

function at(key: string, level: 0 | 1, x: number, y: number, slackX = 1, slackY = 2.3): Waypoint {
  return { key, level, x, y, slackX, slackY };
}

const [up, down] = ESCALATORS;

const WAYPOINTS: readonly Waypoint[] = [
  at('ent0', 0, -2, 18),
  at('ent1', 0, 62, 18),
  at('ent2', 0, 47, 38, 2, 1),
  at('w1', 0, 7.5, 18),
  at('w2', 0, 17, 18),
  at('nw', 0, 24.4, 11.4, 0.7, 0.9),
  at('ne', 0, 35.6, 11.4, 0.7, 0.9),
  at('sw', 0, 24.4, 24.9, 0.7, 0.7),
  at('se', 0, 35.6, 24.9, 0.7, 0.7),
  at('e1', 0, 41, 18),
  at('e2', 0, 47, 18, 1.5, 2),
  at('e3', 0, 53.5, 18),
  at('s1', 0, 47, 27, 2, 1),
  at('upFoot', 0, up!.x, up!.bottomY + 1, 0.15, 0.2),
  at('downFoot', 0, down!.x, down!.bottomY + 1, 0.15, 0.2),
  at('upHead', 1, up!.x, up!.topY - 1, 0.15, 0.2),
  at('downHead', 1, down!.x, down!.topY - 1, 0.15, 0.2),
  at('Unw', 1, 23.7, 11.2, 0.5, 0.9),
  at('Une', 1, 36.3, 11.2, 0.5, 0.9),
  at('Usw', 1, 23.7, 24.9, 0.5, 0.7),
  at('Use', 1, 36.3, 24.9, 0.5, 0.7),
  // Where corridors meet the atrium: without these, people would cut through the shops at the corners.
  at('gateW', 0, 22.3, 18, 0.2, 2.2),
  at('gateE', 0, 37.7, 18, 0.2, 2.2),
  at('UgateW', 1, 22.3, 18, 0.2, 2.2),
  at('UgateE', 1, 37.7, 18, 0.2, 2.2),
  at('U1', 1, 19, 18),
  at('U2', 1, 10, 18),
  at('U3', 1, 41, 18),
  at('U4', 1, 50, 18),
  ...SHOPS.map((shop, i) => at(`shop${i}`, shop.level, shop.door.x, shop.door.y, 0.5, 0)),
];
const BY_KEY = new Map(WAYPOINTS.map((waypoint) => [waypoint.key, waypoint]));

/** Walkable in both directions, except the escalators. */
const EDGES: readonly (readonly [string, string])[] = [
  ['ent0', 'w1'],
  ['w1', 'w2'],
  ['w2', 'gateW'],
  ['gateW', 'nw'],
  ['gateW', 'sw'],
  ['nw', 'ne'],
  ['sw', 'se'],
  ['nw', 'sw'],
  ['ne', 'se'],
  ['ne', 'gateE'],
  ['se', 'gateE'],
  ['gateE', 'e1'],
  ['e1', 'e2'],
  ['e2', 'e3'],
  ['e3', 'ent1'],
  ['e2', 's1'],
  ['s1', 'ent2'],
  ['sw', 'upFoot'],
  ['se', 'upFoot'],
  ['sw', 'downFoot'],
  ['se', 'downFoot'],
  ['upHead', 'Unw'],
  ['upHead', 'Une'],
  ['downHead', 'Unw'],
  ['downHead', 'Une'],
  ['Unw', 'Usw'],
  ['Une', 'Use'],
  ['Usw', 'Use'],
  ['Unw', 'UgateW'],
  ['Usw', 'UgateW'],
  ['UgateW', 'U1'],
  ['U1', 'U2'],
  ['Une', 'UgateE'],
  ['Use', 'UgateE'],
  ['UgateE', 'U3'],
  ['U3', 'U4'],
];
const ONE_WAY: readonly (readonly [string, string])[] = [
  ['upFoot', 'upHead'],
  ['downHead', 'downFoot'],
];

const NEIGHBOURS = new Map<string, string[]>(WAYPOINTS.map((waypoint) => [waypoint.key, []]));
for (const [a, b] of EDGES) {
  NEIGHBOURS.get(a)?.push(b);
  NEIGHBOURS.get(b)?.push(a);
}
for (const [a, b] of ONE_WAY) NEIGHBOURS.get(a)?.push(b);
SHOPS.forEach((shop, i) => {
  const corridor = WAYPOINTS.filter(
    (w) => w.level === shop.level && w.slackY === 2.3 && !w.key.startsWith('ent'),
  );
  const nearest = corridor.toSorted((a, b) => Math.abs(a.x - shop.door.x) - Math.abs(b.x - shop.door.x))[0];
  if (!nearest) throw new Error(`no corridor at ${shop.name}`);
  NEIGHBOURS.get(`shop${i}`)?.push(nearest.key);
  NEIGHBOURS.get(nearest.key)?.push(`shop${i}`);
});

export function waypoint(key: string): Waypoint {
  const found = BY_KEY.get(key);
  if (!found) throw new RangeError(`no waypoint ${key}`);
  return found;
}

export const entranceKeys = ENTRANCES.map((_, i) => `ent${i}`);
export const shopKeys = SHOPS.map((_, i) => `shop${i}`);

/** The shortest way, both ends included (Dijkstra; the graph is tiny). */
export function route(from: string, to: string): Waypoint[] {
  const distance = new Map<string, number>([[from, 0]]);
  const previous = new Map<string, string>();
  const open = new Set([from]);
  while (open.size > 0) {
    const here = [...open].reduce((a, b) => ((distance.get(a) ?? 0) <= (distance.get(b) ?? 0) ? a : b));
    open.delete(here);
    if (here === to) break;
    for (const next of NEIGHBOURS.get(here) ?? []) {
      const a = waypoint(here);
      const b = waypoint(next);
      // A shop is an end, never a way through.
      if (next.startsWith('shop') && next !== to) continue;
      const candidate = (distance.get(here) ?? 0) + Math.hypot(b.x - a.x, b.y - a.y);
      if (candidate < (distance.get(next) ?? Number.POSITIVE_INFINITY)) {
        distance.set(next, candidate);
        previous.set(next, here);
        open.add(next);
      }
    }
  }
  const keys = [to];
  for (let key = to; key !== from; ) {
    const before = previous.get(key);
    if (before === undefined) throw new RangeError(`no way from ${from} to ${to}`);
    keys.unshift(before);
    key = before;
  }
  return keys.map(waypoint);
}
