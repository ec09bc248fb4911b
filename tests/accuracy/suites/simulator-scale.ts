import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { z } from 'zod';
import { projectPath } from '../lib/shared.ts';
import type { Suite } from '../lib/suite.ts';

const resultSchema = z.object({ tracklets: z.number(), seconds: z.number(), peakMb: z.number() });

/** Whether the simulator reaches the size of the largest studies. */
export const simulatorScale: Suite = {
  key: 'simulator-scale',
  title: 'simulator, three days of 60 cameras',
  needs: [],
  isSlow: true,
  async measure(signal) {
    const script = projectPath('tools/simulator/scale.ts');
    const { stdout } = await promisify(execFile)(process.execPath, [script], { signal });
    const { tracklets, seconds, peakMb } = resultSchema.parse(JSON.parse(stdout));
    return [
      { key: 'tracklets', name: 'tracklets', value: tracklets, digits: 0 },
      { key: 'seconds', name: 'seconds', value: seconds, digits: 0 },
      { key: 'peakMb', name: 'memory, MB', value: peakMb, digits: 0 },
    ];
  },
};
