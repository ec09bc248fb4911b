/**
 * V8's young generation at 16 MB from the start: with the megabyte that it begins with, what a frame leaves behind outlives
 * two scavenges, and analysing 1080p collects the whole heap twice a second, which is a tenth of its work besides decoding.
 * Electron documents no way to give a utility process flags of V8, so its workers go without.
 */
export const workerFlags: readonly string[] = Object.freeze(['--min-semi-space-size=16']);

/**
 * [Note: memory of native code] Left to itself, glibc stops giving blocks as large as a picture back to the system once one of
 * them was freed: its threshold for mapping them separately grows to their size. From then on decoder and networks share a heap
 * that gets holes with each chunk, and a worker grew by 26 MB per hour of 1080p footage; with a fixed threshold it stays where
 * it is, 100 MB lower. Other C libraries do not read these variables.
 */
const fixedThresholds: Readonly<Record<string, string>> = Object.freeze({
  MALLOC_MMAP_THRESHOLD_: String(512 * 1_024),
  MALLOC_TRIM_THRESHOLD_: String(1_024 * 1_024),
});

/** The environment of a worker, from that of the host. */
export function workerEnvironment(host: NodeJS.ProcessEnv = process.env): Record<string, string> {
  const own = Object.entries(host).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  return { ...Object.fromEntries(own), ...fixedThresholds };
}
