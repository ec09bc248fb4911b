import type { Outfit } from '#shared/contract/analysis.ts';
import { describeOutfit } from '../../../src-main/core/outfit/garment-colour.ts';
import type { RecordedLook, SeenColours } from '../../../tools/simulator/appearance.ts';
import { parsedMarketCrops } from './parsed-market-crops.ts';
import type { DescribedView } from './tracklet-descriptors.ts';

/**
 * `looks[person][camera]`: what the shipped models say of a view as a whole and of each of its crops, so that fragments
 * of one view differ.
 */
export async function recordedLooks(
  views: readonly DescribedView[],
  signal: AbortSignal,
): Promise<RecordedLook[][][]> {
  const parsed = new Map((await parsedMarketCrops(signal)).map((crop) => [crop.name, crop]));
  const cameras = Math.max(...views.map(({ camera }) => camera)) + 1;
  const looksOf = ({ packed, crops }: DescribedView): RecordedLook[] => {
    signal.throwIfAborted();
    const seen = crops.map(({ name }) => parsed.get(name)!);
    return [
      { packed, colours: seenColours(describeOutfit(seen)) },
      ...crops.map((crop, at) => ({
        packed: crop.packed,
        colours: seenColours(describeOutfit([seen[at]!])),
      })),
    ];
  };
  return [...Map.groupBy(views, ({ person }) => person).values()].map((ofPerson) =>
    Array.from({ length: cameras }, (_, camera) =>
      ofPerson.filter((view) => view.camera === camera).flatMap(looksOf),
    ),
  );
}

function seenColours({ top, bottom, shoes }: Outfit): SeenColours {
  const seen = (garment: typeof top) => garment && { ...garment.lab, confidence: garment.confidence };
  return { top: seen(top), bottom: seen(bottom), shoes: seen(shoes) };
}
