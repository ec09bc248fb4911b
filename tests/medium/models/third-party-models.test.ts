/** Real: FFmpeg, ONNX Runtime, PETS and Market-1501, with models that this project did not make. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { boxAt } from '../../../src-main/core/geometry/box.ts';
import { averagePrecision, type DetectionFrame } from '../../../src-main/core/metrics/average-precision.ts';
import { retrievalScores } from '../../../src-main/core/metrics/retrieval.ts';
import { packEmbedding, unpackEmbedding } from '../../../src-main/core/outfit/embedding.ts';
import { OnnxOutfitEmbedder } from '../../../src-main/inference/outfit-embedder.ts';
import { PersonDetector } from '../../../src-main/inference/person-detector.ts';
import { decodeSampled } from '../../../src-main/media/decode.ts';
import { analyze } from '../../../src-main/workers/tasks/analyze.ts';
import { MARKET_CROPS, readMarketCrops } from '../../accuracy/lib/market.ts';
import { readMotFile, rowsByFrame } from '../../accuracy/lib/mot-file.ts';
import { PETS_CLIP, PETS_DURATION_MS, PETS_FRAME_MS, PETS_TRUTH } from '../../accuracy/lib/pets.ts';
import { sharedPath } from '../../accuracy/lib/shared.ts';
import { detectorCard, outfitCard, sharedModel, shippedFolder, writeModel } from '../support/model-files.ts';
import { makeTempFolder } from '../support/temp-study.ts';

const folder = makeTempFolder();
afterAll(() => folder[Symbol.dispose]());
const { signal } = new AbortController();
const yolox = sharedModel('yolox-nano.onnx');
const reid = sharedModel('intel-reid-0288.onnx');
const isComplete =
  yolox !== null &&
  reid !== null &&
  [PETS_CLIP, PETS_TRUTH, MARKET_CROPS].every((path) => existsSync(sharedPath(path)));

describe.skipIf(!isComplete)('third-party models (need ../shared/models and ../shared/eval)', () => {
  const detectorPath = () => writeModel(folder.path, detectorCard('yolox-nano', yolox!), yolox!);
  const outfitPath = () => writeModel(folder.path, outfitCard('intel-reid-0288', reid!), reid!);

  it('YOLOX-nano finds the people of PETS as well as its authors’ decoding does (AP50 0.905)', async () => {
    // As large in the input as at 640×384, without the empty right side.
    const config = {
      longSidePx: 512,
      detection: { minScore: 0.02 },
    };
    await using detector = await PersonDetector.open(detectorPath(), 2, signal, { config });
    const truthOf = rowsByFrame(readMotFile(sharedPath(PETS_TRUTH)));
    const frames: DetectionFrame[] = [];
    const clip = { fromMs: 0, toMs: PETS_DURATION_MS, sampleFps: 1_000 / PETS_FRAME_MS, threads: 2 };
    for await (const frame of decodeSampled(sharedPath(PETS_CLIP), clip, signal)) {
      const number = Math.round(frame.offsetMs / PETS_FRAME_MS) + 1;
      if ((number - 1) % 15 !== 0) continue;
      const { boxesPx, scores } = await detector.detect(frame, (size) =>
        frame.toRgbScaled(size.widthPx, size.heightPx),
      );
      frames.push({
        truth: (truthOf.get(number) ?? []).map(({ boxPx }) => boxPx),
        found: Array.from(scores, (score, row) => ({ score, boxPx: boxAt(boxesPx, row) })),
      });
    }
    expect(averagePrecision(frames)).toBeGreaterThan(0.9);
  });

  it('intel-reid-0288, packed into 128 bytes, tells people of Market-1501 apart', async () => {
    await using embedder = await OnnxOutfitEmbedder.open(outfitPath(), 2, signal);
    expect(embedder.outputLength).toBe(256);
    // Every third person: alike enough for a bound, and fast enough for a test.
    const people = [...Map.groupBy(readMarketCrops(), ({ person }) => person).values()];
    const crops = people.filter((_, at) => at % 3 === 0).flat();
    const vectors = await embedder.embed(crops.map(({ image }) => image));
    const items = crops.map(({ person, camera }, at) => {
      expect(Math.hypot(...vectors[at]!)).toBeCloseTo(1, 4);
      return { person, camera, vector: unpackEmbedding(packEmbedding(vectors[at]!)) };
    });
    expect(retrievalScores(items, 4).rank1).toBeGreaterThan(0.9);
  });

  it('an embedding does not depend on what else is in the batch', async () => {
    await using embedder = await OnnxOutfitEmbedder.open(outfitPath(), 1, signal);
    const crops = readMarketCrops().slice(0, 20);
    const together = await embedder.embed(crops.map(({ image }) => image));
    const [alone] = await embedder.embed([crops[17]!.image]);
    expect([...packEmbedding(together[17]!)]).toEqual([...packEmbedding(alone!)]);
  });

  it('analyse a recording, and their results say so', async () => {
    const result = await analyze(
      {
        kind: 'analyze',
        path: sharedPath(PETS_CLIP),
        recordingId: 1,
        chunkIndex: 0,
        fromOffsetMs: 0,
        toOffsetMs: 8_000,
        leadInMs: 0,
        sampleFps: 6,
        cropsFolder: join(folder.path, 'crops'),
        detectorPath: detectorPath(),
        parserPath: join(shippedFolder, 'garment-parser.onnx'),
        outfitPath: outfitPath(),
        provider: 'cpu',
        threads: 2,
      },
      { signal, progress: () => undefined, partial: () => undefined },
    );
    expect(result.tracklets.length).toBeGreaterThan(3);
    expect(result.models.map(({ role, name }) => [role, name])).toEqual([
      ['detector', 'yolox-nano'],
      ['parser', 'garment-parser-1'],
      ['outfit', 'intel-reid-0288'],
    ]);
    expect(result.embeddingSpace).toBe(`intel-reid-0288-${result.models[2]!.sha256.slice(0, 12)}`);
    for (const { embedding } of result.tracklets) expect(embedding).toHaveLength(128);
  });
});
