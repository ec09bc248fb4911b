/**
 * The short name of a tracklet in tables, reports and CSVs: `C01-000123` is the 123rd of camera 1 by start
 * time. Made of the order of the results, so it is the same in every run over the same footage.
 *
 * @param ordinal from 1
 */
export function trackletLabel(cameraId: number, ordinal: number): string {
  return `C${String(cameraId).padStart(2, '0')}-${String(ordinal).padStart(6, '0')}`;
}
