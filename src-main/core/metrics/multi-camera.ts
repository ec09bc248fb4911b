import type { FramePair, LabelledBox } from './trajectories.ts';

/**
 * The frames of several cameras as one sequence, in which ids mean people: identity and HOTA scores of it are
 * the multi-camera ones (Ristani et al. 2016). Ids must be unique within a frame of one camera only.
 */
export function multiCameraFrames(cameras: readonly (readonly FramePair[])[]): FramePair[] {
  return cameras.flat();
}

/**
 * The same with ids that mean a person *in one camera*: scores of it pool the single-camera scores of all
 * cameras, each box counting once. Ids must be integers from 0 on.
 */
export function singleCameraFrames(cameras: readonly (readonly FramePair[])[]): FramePair[] {
  const widest = cameras
    .flat()
    .flatMap(({ truth, output }) => [...truth, ...output])
    .reduce((most, { id }) => Math.max(most, id + 1), 1);
  return cameras.flatMap((frames, camera) => {
    const apart = (boxes: readonly LabelledBox[]): LabelledBox[] =>
      boxes.map((box) => ({ ...box, id: camera * widest + box.id }));
    return frames.map(({ truth, output }) => ({ truth: apart(truth), output: apart(output) }));
  });
}
