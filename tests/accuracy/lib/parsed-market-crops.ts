import type { OutfitCrop } from '../../../src-main/core/outfit/garment-colour.ts';
import { OnnxGarmentParser } from '../../../src-main/inference/garment-parser.ts';
import { type MarketCrop, readMarketCrops } from './market.ts';
import { projectPath } from './shared.ts';

/** All crops of the subset as the shipped parser sees them. */
export async function parsedMarketCrops(signal: AbortSignal) {
  await using parser = await OnnxGarmentParser.open(projectPath('models/garment-parser.onnx'), 2, signal);
  const parsed: (MarketCrop & OutfitCrop)[] = [];
  for (const crop of readMarketCrops()) {
    signal.throwIfAborted();
    const [map] = await parser.parse([crop.image]);
    parsed.push({ ...crop, garments: map!, quality: 1 });
  }
  return parsed;
}
