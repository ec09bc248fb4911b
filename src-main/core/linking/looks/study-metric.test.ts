import { describe, expect, it } from 'vitest';
import { linkingConfig } from '../config.ts';
import { makeMall } from '../testing/synthetic-mall.ts';
import { buildTrackletTable, type TrackletTable } from '../tracklets/tracklet-table.ts';
import { transitWindows } from '../transit/transit-window.ts';
import { simultaneousPairs } from './negatives.ts';
import { cameraCentred, ownMetric, separation } from './study-metric.ts';

const mall = makeMall({ visitors: 80, embeddingNoise: 1, seed: 8 });
const table = buildTrackletTable(mall.tracklets, mall.cameras);
const negatives = simultaneousPairs(table, transitWindows(table.cameras, linkingConfig), linkingConfig);
const matches = [...table.ids].flatMap((id, from) => {
  const visitor = mall.visitorOf.get(id);
  const to = table.ids.findIndex((other, row) => row > from && mall.visitorOf.get(other) === visitor);
  return to === -1 ? [] : [{ from, to, weight: 1 }];
});

const matchesIn = (ofTable: TrackletTable) => matches.map((match) => ({ ...match, table: ofTable }));
const strangersIn = (ofTable: TrackletTable) => ({ table: ofTable, pairs: negatives });
const separationIn = (ofTable: TrackletTable): number => separation(matchesIn(ofTable), strangersIn(ofTable));

describe('the metric of a study', () => {
  it('tells people apart better once what a camera adds to everybody is taken away', () => {
    const centred = cameraCentred(table, linkingConfig);
    expect(separationIn(centred)).toBeGreaterThan(separationIn(table));
  });

  it('is learnt from matches only where it is better on matches that it has not seen', () => {
    const centred = cameraCentred(table, linkingConfig);
    const own = ownMetric(matchesIn(centred), strangersIn(centred), linkingConfig);
    // The noise of this mall is the same in all directions: there is nothing to learn, and nothing may get worse.
    if (own) expect(separationIn(own(centred))).toBeGreaterThan(separationIn(centred));
    expect(ownMetric(matchesIn(centred).slice(0, 5), strangersIn(centred), linkingConfig)).toBeNull();
  });
});
