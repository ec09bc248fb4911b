import { type Profiler, Session } from 'node:inspector/promises';

/** How often the main thread is looked at, in microseconds. */
const SAMPLE_EVERY_US = 1_000;

/**
 * What the main thread does or waits for, by the innermost function on its stack that says so. A network's run is called
 * from the event loop, so that those of the detector and of the describers cannot be told apart.
 */
const STAGES: readonly (readonly [
  stage: string,
  test: (frame: Profiler.ProfileNode['callFrame']) => boolean,
])[] = [
  ['decode', ({ functionName }) => /^(sendPacket|receiveFrame|readFrame)Sync$/.test(functionName)],
  ['networks', ({ url }) => url.includes('onnxruntime-node')],
  ['motion', ({ functionName }) => functionName === 'needsLook'],
  ['scale', ({ functionName }) => /^(toRgbPlanesScaled|fillPlanes)$/.test(functionName)],
  ['crops', ({ functionName }) => functionName === 'consider'],
  ['track', ({ functionName }) => functionName === 'step'],
  ['describe', ({ functionName }) => functionName === '#settle' || functionName === 'describe'],
];

/** Wall time of each stage on the main thread, in ms. */
export type StageTimes = Readonly<Record<string, number>>;

/** Runs `work` under V8's profiler. */
export async function stagesOf(work: () => Promise<unknown>): Promise<StageTimes> {
  const session = new Session();
  session.connect();
  try {
    await session.post('Profiler.enable');
    await session.post('Profiler.setSamplingInterval', { interval: SAMPLE_EVERY_US });
    await session.post('Profiler.start');
    await work();
    const { profile } = await session.post('Profiler.stop');
    return timesByStage(profile);
  } finally {
    session.disconnect();
  }
}

function timesByStage({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): StageTimes {
  const stageOf = new Map<number, string>();
  const visit = (node: Profiler.ProfileNode, inherited: string): void => {
    const stage = STAGES.find(([, test]) => test(node.callFrame))?.[0] ?? inherited;
    stageOf.set(node.id, stage);
    for (const child of node.children ?? []) visit(byId.get(child)!, stage);
  };
  const byId = new Map(nodes.map((node) => [node.id, node]));
  // The first node is the root.
  visit(nodes[0]!, 'other');
  const times: Record<string, number> = {};
  samples.forEach((id, at) => {
    const stage = stageOf.get(id)!;
    times[stage] = (times[stage] ?? 0) + timeDeltas[at]! / 1_000;
  });
  return times;
}
