import type { ModelDetails } from '#shared/contract/models.ts';
import { builtInOutfit } from './model-store.ts';

/** The card of the descriptor that is computed without a network. */
export const colourStripes: Omit<ModelDetails, 'isChosen'> = Object.freeze({
  name: builtInOutfit,
  role: 'outfit',
  origin: 'built-in',
  licence: 'Apache-2.0',
  source: 'part of Wandr: src-main/core/outfit/stripe-embedder.ts',
  architecture:
    'colour histograms of eight horizontal stripes and directions of edges, of the person’s pixels only, 128 values',
  trainingData: 'none; its constants were tuned on the Market-1501 subset that its accuracy is measured on',
  accuracy: [
    { set: 'Market-1501 subset, single crops', metric: 'R1', value: 0.561 },
    { set: 'Market-1501 subset, single crops', metric: 'mAP', value: 0.336 },
  ],
  latency: 'about 2 ms per crop on 1 CPU thread',
  intendedUse: 'telling outfits apart by their colours, in pictures from about 60 pixels tall',
  limits: 'people who wear the same colours look the same to it; cut, pattern and bags count little',
  sha256: null,
  head: null,
});
