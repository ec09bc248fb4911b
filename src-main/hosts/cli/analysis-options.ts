import type { Command } from 'commander';
import { analysisSettingsSchema } from '#shared/contract/analysis.ts';
import type { App } from '../../app/create-app.ts';
import { numberOf } from './options.ts';

/** What the command line gives of the study's analysis settings. */
export interface AnalysisOptions {
  readonly sampleFps?: number;
  readonly chunkSeconds?: number;
  readonly workers?: number;
}

const { sampleFps, chunkMs, workers } = analysisSettingsSchema.shape;

export function withAnalysisSettings(command: Command): Command {
  const milliseconds = numberOf(chunkMs);
  return command
    .option('--sample-fps <number>', 'frames a second to look at; kept in the study', numberOf(sampleFps))
    .option(
      '--chunk-seconds <number>',
      'length of one job; another one analyses anew; kept in the study',
      (text) => milliseconds(String(Number(text) * 1000)) / 1000,
    )
    .option(
      '--workers <number>',
      'processes at once, 0 for one per two cores; kept in the study',
      numberOf(workers),
    );
}

/** Stores in the open study what was given; the rest stays as it is there. */
export function setAnalysisSettings(app: App, { sampleFps, chunkSeconds, workers }: AnalysisOptions): void {
  app.services.analysis.setSettings({
    sampleFps,
    chunkMs: chunkSeconds === undefined ? undefined : chunkSeconds * 1000,
    workers,
  });
}
