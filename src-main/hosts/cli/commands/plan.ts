import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Command } from 'commander';
import { planDistanceMSchema } from '#shared/contract/plan.ts';
import { toAppError } from '#shared/errors.ts';
import { numberOf, type StudyOption, withStudy } from '../options.ts';
import { floorNamed } from '../plan-names.ts';
import { openStudy } from '../study.ts';
import { table } from '../terminal.ts';
import { withApp } from '../with-app.ts';

interface SetImageOptions extends StudyOption {
  readonly widthM?: number;
  readonly floor?: string;
}

export function addPlanCommand(program: Command): void {
  const plan = program.command('plan').description('the floor plan that journeys are drawn on');
  withStudy(plan.command('set-image'))
    .description('take a PNG or JPEG picture as the plan of a floor; pins keep their place on the picture')
    .argument('<picture>')
    .option('--width-m <metres>', 'width of the whole picture, which sets the scale', metres)
    .option('--floor <name>', 'the floor, where the study has several')
    .action((picture: string, options: SetImageOptions) =>
      withApp(async ({ app, terminal }) => {
        await openStudy(app, options.study);
        const { plan } = app.services;
        const { id: floorId } = floorNamed(plan.get(), options.floor);
        const dataBase64 = readPicture(picture).toString('base64');
        await plan.uploadImage({ floorId, fileName: basename(picture), dataBase64 });
        if (options.widthM !== undefined) {
          const { image } = floorNamed(plan.get(), options.floor);
          const toPx = { x: image!.widthPx, y: 0 };
          plan.setScale({ floorId, fromPx: { x: 0, y: 0 }, toPx, distanceM: options.widthM });
        }
        const { name, image } = floorNamed(plan.get(), options.floor);
        const [widthM, heightM] = [image!.widthPx, image!.heightPx].map((px) =>
          (px * image!.metresPerPx).toFixed(1),
        );
        terminal.print(`${name}: ${widthM} m × ${heightM} m.`);
        if (!image!.isScaleSet)
          terminal.tell('The scale is a guess. Add --width-m with the width of the picture.');
      }),
    );
  withStudy(plan.command('show'))
    .description('list the floors and where the cameras are')
    .action((options: StudyOption) =>
      withApp(async ({ app, terminal }) => {
        await openStudy(app, options.study);
        const { floors, cameras } = app.services.plan.get();
        const nameOf = new Map(floors.map(({ id, name }) => [id, name]));
        const rows = cameras.map(({ name, floorId, posM, headingDeg, fovDeg, rangeM, recordingCount }) => [
          name,
          floorId === null ? 'not placed' : (nameOf.get(floorId) ?? ''),
          posM ? `${posM.x.toFixed(1)}, ${posM.y.toFixed(1)}` : '–',
          `${headingDeg}°`,
          `${fovDeg}°`,
          `${rangeM} m`,
          String(recordingCount),
        ]);
        const head = ['Camera', 'Floor', 'x, y (m)', 'Heading', 'View', 'Range', 'Recordings'];
        for (const line of table([head, ...rows])) terminal.print(line);
      }),
    );
}

const metres = numberOf(planDistanceMSchema);

function readPicture(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw toAppError(error);
  }
}
