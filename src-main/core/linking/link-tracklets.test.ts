import { describe, expect, it } from 'vitest';
import { linkAll } from './testing/link-all.ts';
import { scoreLinks } from './testing/score-links.ts';
import { SeededRandom } from './testing/seeded-random.ts';
import { makeMall } from './testing/synthetic-mall.ts';
import { facingCameras, viewpoints, walkSeen } from './testing/two-views.ts';
import type { LinkCamera, LinkTracklet } from './types.ts';

describe('linkTracklets', () => {
  it.each([
    ['cameras on the plan', {}],
    ['cameras nowhere', { arePlaced: false }],
    ['a weak embedding', { embeddingNoise: 1.2 }],
    ['a crowd', { visitors: 150, arrivalsMs: 20 * 60_000 }],
  ])('links a made-up mall with %s', (_, options) => {
    const mall = makeMall(options);
    const { precision, recall, confirmedPrecision, confirmedShare } = scoreLinks(mall, linkAll(mall));
    expect(precision).toBeGreaterThan(0.96);
    expect(recall).toBeGreaterThan(0.95);
    expect(confirmedPrecision).toBeGreaterThanOrEqual(0.97);
    expect(confirmedShare).toBeGreaterThan(0.5);
  });

  it('gives the same whatever the order it is given in', () => {
    const mall = makeMall({ visitors: 40 });
    const shuffled = new SeededRandom(5).shuffled(mall.tracklets);
    expect(linkAll({ ...mall, tracklets: shuffled })).toEqual(linkAll(mall));
  });

  it('puts every tracklet in exactly one journey, in order of first appearance', () => {
    const mall = makeMall({ visitors: 40 });
    const { journeys } = linkAll(mall);
    const startOf = new Map(mall.tracklets.map(({ id, startUtcMs }) => [id, startUtcMs]));
    expect(journeys.flatMap(({ trackletIds }) => trackletIds).sort((a, b) => a - b)).toEqual(
      mall.tracklets.map(({ id }) => id).sort((a, b) => a - b),
    );
    const starts = journeys.map(({ trackletIds }) => startOf.get(trackletIds[0]!)!);
    expect(starts).toEqual(starts.toSorted((a, b) => a - b));
  });

  it('keeps links that are known, and their tracklets have no other', () => {
    const mall = makeMall({ visitors: 20 });
    const [first, , , , fifth] = mall.tracklets.toSorted(
      (a, b) => a.startUtcMs - b.startUtcMs,
    ) as LinkTracklet[];
    const { links, journeys } = linkAll({ ...mall, forced: [{ fromId: first!.id, toId: fifth!.id }] });
    const forced = links.find((link) => link.fromTrackletId === first!.id);
    expect(forced).toMatchObject({ toTrackletId: fifth!.id, posterior: 1, margin: 1, grade: 'confirmed' });
    expect(links.filter((link) => link.toTrackletId === fifth!.id)).toHaveLength(1);
    expect(
      journeys.some(({ trackletIds }) => trackletIds[0] === first!.id && trackletIds[1] === fifth!.id),
    ).toBe(true);
  });

  it('links nobody with somebody seen elsewhere at the same time', () => {
    const mall = makeMall({ visitors: 60, arrivalsMs: 5 * 60_000 });
    const byId = new Map(mall.tracklets.map((tracklet) => [tracklet.id, tracklet]));
    for (const { fromTrackletId, toTrackletId } of linkAll(mall).links) {
      const gapMs = byId.get(toTrackletId)!.startUtcMs - byId.get(fromTrackletId)!.endUtcMs;
      expect(gapMs).toBeGreaterThanOrEqual(-1_500);
    }
  });

  it('makes no link where walking that fast is impossible, however alike', () => {
    const [tracklet] = makeMall({ visitors: 1 }).tracklets as [LinkTracklet];
    const { cameras } = makeMall();
    const seen = { ...tracklet, cameraId: 1 };
    const far = {
      ...tracklet,
      id: tracklet.id + 1,
      cameraId: 8,
      startUtcMs: seen.endUtcMs + 5_000,
      endUtcMs: seen.endUtcMs + 9_000,
    };
    const output = linkAll({ cameras, tracklets: [seen, far] });
    expect(output.links).toEqual([]);
    expect(output.candidates).toEqual([]);
    expect(output.journeys).toHaveLength(2);
  });

  it('links one person in two pictures at once only where the views overlap', () => {
    const mall = makeMall({ visitors: 8, cameras: 2, seed: 9 });
    const [first] = mall.tracklets as [LinkTracklet];
    const seen = { ...first, cameraId: 1, endUtcMs: first.startUtcMs + 10_000 };
    const also = {
      ...seen,
      id: 999,
      cameraId: 2,
      startUtcMs: seen.startUtcMs + 6_000,
      endUtcMs: seen.startUtcMs + 16_000,
    };
    const others = mall.tracklets.filter(({ id }) => mall.visitorOf.get(id) !== mall.visitorOf.get(first.id));
    const [left, right] = mall.cameras as [LinkCamera, LinkCamera];
    const facing = [
      { ...left, posM: { x: 0, y: 0 }, headingDeg: 90 },
      { ...right, posM: { x: 12, y: 0 }, headingDeg: 270 },
    ];
    const linksOf = (cameras: readonly LinkCamera[]) =>
      linkAll({ cameras, tracklets: [seen, also, ...others] }).links.filter(
        (link) => link.toTrackletId === 999,
      );
    expect(linksOf(facing)).toMatchObject([{ fromTrackletId: first.id }]);
    expect(linksOf(mall.cameras)).toEqual([]);
  });

  it('tells twins apart by where they stand, where two cameras see one floor', () => {
    const random = new SeededRandom(4);
    const mall = makeMall({ visitors: 60, cameras: 2, seed: 11 });
    const looks = [...Map.groupBy(mall.tracklets, ({ id }) => mall.visitorOf.get(id)).values()].map(
      ([first]) => first!,
    );
    const somewhere = () => ({ x: 10 * random.next(), z: 10 * random.next() });
    /** Both cameras see somebody walk across, the second half a second later: ids 2n + 1 and 2n + 2. */
    const seenByBoth = ({ embedding, colours }: LinkTracklet, startUtcMs: number, n: number) => {
      const [from, to] = [somewhere(), somewhere()];
      return viewpoints.map(
        (view, camera): LinkTracklet => ({
          id: 2 * n + 1 + camera,
          cameraId: camera + 1,
          startUtcMs: startUtcMs + 500 * camera,
          endUtcMs: startUtcMs + 500 * camera + 8_000,
          embedding,
          colours,
          entry: null,
          exit: null,
          walk: walkSeen(view, from, to, 0.15, random),
        }),
      );
    };
    // The first twelve come as twins, in the same clothes at the same time.
    const TWINS = 12;
    const tracklets = [...looks.slice(0, TWINS), ...looks].flatMap((look, n) =>
      seenByBoth(look, (n < TWINS ? n : n - TWINS) * 30_000, n),
    );
    const isTwin = (id: number): boolean => id <= 2 * TWINS || (id > 2 * TWINS && id <= 4 * TWINS);
    const twinLinks = (seen: readonly LinkTracklet[]) => {
      const links = linkAll({ cameras: facingCameras, tracklets: seen }).links.filter(
        ({ fromTrackletId, toTrackletId }) => isTwin(fromTrackletId) && toTrackletId % 2 === 0,
      );
      const right = links.filter((link) => link.toTrackletId === link.fromTrackletId + 1);
      return { right: right.length, wrong: links.length - right.length };
    };
    const told = twinLinks(tracklets);
    const untold = twinLinks(tracklets.map((tracklet) => ({ ...tracklet, walk: null })));
    expect(told.right).toBeGreaterThanOrEqual(20);
    expect(told.wrong).toBeLessThanOrEqual(2);
    expect(untold.right).toBeLessThan(told.right - 5);
  });

  it('links whom a border parts in one camera with what another sees of them meanwhile', () => {
    const mall = makeMall({ visitors: 60, cameras: 2, seed: 11 });
    const looks = [...Map.groupBy(mall.tracklets, ({ id }) => mall.visitorOf.get(id)).values()].map(
      ([first]) => first!,
    );
    const random = new SeededRandom(4);
    const somewhere = () => ({ x: 10 * random.next(), z: 10 * random.next() });
    /** One camera sees somebody for a minute; a border parts it in the middle of what the other sees. */
    const seen = looks.flatMap(({ embedding, colours }, n): LinkTracklet[] => {
      const [from, to] = [somewhere(), somewhere()];
      const spans = [
        [1, 0, 30],
        [1, 30.2, 60],
        [2, 20, 45],
      ] as const;
      return spans.map(([cameraId, fromS, toS], at) => ({
        id: 3 * n + 1 + at,
        cameraId,
        startUtcMs: 90_000 * n + 1_000 * fromS,
        endUtcMs: 90_000 * n + 1_000 * toS,
        embedding,
        colours,
        entry: null,
        exit: null,
        walk: walkSeen(viewpoints[cameraId - 1]!, from, to, 0.15, random),
      }));
    });
    const forced = looks.map((_, n) => ({ fromId: 3 * n + 1, toId: 3 * n + 2 }));
    const { journeys, links, continuations } = linkAll({ cameras: facingCameras, tracklets: seen, forced });
    expect(continuations).toEqual(forced);
    const whole = journeys.filter(({ trackletIds }) => trackletIds.length === 3);
    expect(whole.length).toBeGreaterThan(0.9 * looks.length);
    for (const { trackletIds } of whole) {
      const n = Math.floor((trackletIds[0]! - 1) / 3);
      // In order of time: what the other camera sees begins before the border.
      expect(trackletIds).toEqual([3 * n + 1, 3 * n + 3, 3 * n + 2]);
      const [first, second] = trackletIds.map((id) => links.find((link) => link.fromTrackletId === id));
      expect(second).toMatchObject({ posterior: first!.posterior, grade: first!.grade });
      expect(first!.posterior).toBeLessThan(1);
    }
  });

  it('abstains between twins instead of guessing with confidence', () => {
    const mall = makeMall({ visitors: 20, cameras: 2, seed: 3 });
    const [seen] = mall.tracklets as [LinkTracklet];
    const afterMs = Math.max(...mall.tracklets.map(({ endUtcMs }) => endUtcMs)) + 10 * 60_000;
    const twin = (id: number, cameraId: number, startS: number): LinkTracklet => ({
      ...seen,
      id,
      cameraId,
      startUtcMs: afterMs + startS * 1000,
      endUtcMs: afterMs + startS * 1000 + 5_000,
    });
    const twins = [twin(1_001, 1, 0), twin(1_002, 1, 0.1), twin(1_003, 2, 35), twin(1_004, 2, 35.1)];
    const { links, candidates } = linkAll({
      cameras: mall.cameras,
      tracklets: [...mall.tracklets, ...twins],
    });
    const isTwin = (id: number): boolean => id > 1_000;
    expect(
      links.filter(({ grade, fromTrackletId }) => grade === 'confirmed' && isTwin(fromTrackletId)),
    ).toEqual([]);
    expect(links.some(({ grade }) => grade === 'confirmed')).toBe(true);
    expect(candidates.filter(({ fromTrackletId }) => fromTrackletId === 1_001).length).toBeGreaterThanOrEqual(
      2,
    );
  });

  it('works without embeddings, with one tracklet and with none', () => {
    const mall = makeMall({ visitors: 10 });
    const bare = mall.tracklets.map((tracklet) => ({ ...tracklet, embedding: null }));
    expect(linkAll({ ...mall, tracklets: bare }).journeys.length).toBeGreaterThan(0);
    expect(linkAll({ ...mall, tracklets: bare.slice(0, 1) }).journeys).toHaveLength(1);
    expect(linkAll({ ...mall, tracklets: [] })).toEqual({
      links: [],
      candidates: [],
      journeys: [],
      continuations: [],
      clocks: [],
      sharedViews: [],
      reliability: null,
      visitors: null,
    });
  });

  it('reports progress that never goes back', () => {
    const reported: number[] = [];
    const mall = makeMall({ visitors: 50 });
    linkAll(mall, ({ progress }) => reported.push(progress));
    expect(reported.length).toBeGreaterThan(5);
    expect(reported).toEqual(reported.toSorted((a, b) => a - b));
    expect(reported.at(-1)).toBeLessThanOrEqual(1);
  });

  it('refuses tracklets of unknown cameras and ids given twice', () => {
    const mall = makeMall({ visitors: 2 });
    expect(() => linkAll({ ...mall, cameras: [] })).toThrow('unknown camera');
    expect(() => linkAll({ ...mall, tracklets: [...mall.tracklets, mall.tracklets[0]!] })).toThrow(
      'given twice',
    );
  });
});
