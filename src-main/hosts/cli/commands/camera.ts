import type { Command } from 'commander';
import { z } from 'zod';
import { cameraEditSchema } from '#shared/contract/plan.ts';
import { usageError } from '../failure.ts';
import { numberOf, type StudyOption, withStudy } from '../options.ts';
import { cameraNamed, floorNamed } from '../plan-names.ts';
import { link } from '../steps/analyze.ts';
import { openStudy } from '../study.ts';
import { withApp } from '../with-app.ts';

interface PlaceOptions extends StudyOption {
  readonly x: number;
  readonly y: number;
  readonly heading?: number;
  readonly fov?: number;
  readonly range?: number;
  readonly floor?: string;
}

interface ClockOptions extends StudyOption {
  readonly seconds?: number;
}

const MS_PER_S = 1000;
const MAX_CORRECTION_S = 86_400;
const secondsSchema = z.number().min(-MAX_CORRECTION_S).max(MAX_CORRECTION_S);
const { posM, headingDeg, fovDeg, rangeM } = cameraEditSchema.shape;
const { x, y } = posM.unwrap().unwrap().shape;

export function addCameraCommand(program: Command): void {
  const camera = program
    .command('camera')
    .description('cameras: their place on the plan, their clocks and names');
  withStudy(camera.command('place'))
    .description('place a camera on the plan, or move it; “wandr link” then uses the ways between cameras')
    .argument('<name>')
    .requiredOption('--x <metres>', 'from the left edge of the plan', numberOf(x))
    .requiredOption('--y <metres>', 'from the top edge of the plan', numberOf(y))
    .option('--heading <degrees>', 'direction of view: 0 is up, clockwise', numberOf(headingDeg.unwrap()))
    .option('--fov <degrees>', 'horizontal field of view', numberOf(fovDeg.unwrap()))
    .option('--range <metres>', 'how far people are seen well', numberOf(rangeM.unwrap()))
    .option('--floor <name>', 'the floor, where the study has several')
    .action((name: string, options: PlaceOptions) =>
      withApp(async ({ app, terminal }) => {
        await openStudy(app, options.study);
        const { plan } = app.services;
        const { id } = cameraNamed(plan.get(), name);
        const floor = floorNamed(plan.get(), options.floor);
        plan.editCamera({
          id,
          floorId: floor.id,
          posM: { x: options.x, y: options.y },
          headingDeg: options.heading,
          fovDeg: options.fov,
          rangeM: options.range,
        });
        terminal.print(`${name} is on ${floor.name} at ${options.x}, ${options.y} m.`);
      }),
    );
  withStudy(camera.command('clock'))
    .description('correct a camera’s clock and link again')
    .argument('<name>')
    .option(
      '--seconds <number>',
      'added to what the clock says, below 0 when it is ahead; without it, what linking found',
      numberOf(secondsSchema),
    )
    .action((name: string, options: ClockOptions) =>
      withApp(async (context) => {
        await openStudy(context.app, options.study);
        const { plan, journeys } = context.app.services;
        const { id, clockOffsetMs } = cameraNamed(plan.get(), name);
        const finding = journeys.linkReport()?.clocks.find(({ cameraId }) => cameraId === id);
        if (options.seconds === undefined && !finding) {
          throw usageError(
            `Linking found nothing about the clock of ${name}.`,
            'Say the correction with --seconds.',
          );
        }
        const correctedMs =
          options.seconds === undefined
            ? clockOffsetMs - finding!.aheadMs
            : Math.round(options.seconds * MS_PER_S);
        await link(context, () => plan.editCamera({ id, clockOffsetMs: correctedMs }));
        context.terminal.print(`The clock of ${name} is corrected by ${correctedMs / MS_PER_S} s.`);
      }),
    );
  withStudy(camera.command('rename'))
    .argument('<name>')
    .argument('<new-name>')
    .action((name: string, newName: string, options: StudyOption) =>
      withApp(async ({ app, terminal }) => {
        await openStudy(app, options.study);
        const { plan } = app.services;
        plan.editCamera({ id: cameraNamed(plan.get(), name).id, name: newName });
        terminal.print(`${name} is ${newName} now.`);
      }),
    );
}
