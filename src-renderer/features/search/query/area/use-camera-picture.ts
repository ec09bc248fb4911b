import { useQuery } from '@tanstack/react-query';
import { orpc, useMediaUrl } from '../../../../api/index.ts';

export interface CameraPicture {
  /** Undefined until it is there, and where no recording of the camera has one. */
  readonly url: string | undefined;
  /** Width by height. */
  readonly aspect: number;
}

const USUAL_ASPECT = 16 / 9;

/** A still of a camera, from its first recording that has one. */
export function useCameraPicture(cameraId: number | null): CameraPicture {
  const { data: recordings = [] } = useQuery(orpc.library.recordings.queryOptions());
  const recording = recordings.find(
    (candidate) =>
      candidate.cameraId === cameraId && candidate.status === 'accepted' && candidate.hasThumbnail,
  );
  const url = useMediaUrl(recording ? { kind: 'thumbnail', id: recording.id } : null);
  const probe = recording?.probe;
  return { url, aspect: probe ? probe.widthPx / probe.heightPx : USUAL_ASPECT };
}
