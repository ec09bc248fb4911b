import type { Command } from 'commander';
import type { Person } from '#shared/contract/people.ts';
import { usageError } from '../failure.ts';
import { localTime } from '../local-time.ts';
import { type StudyOption, withStudy } from '../options.ts';
import { openStudy } from '../study.ts';
import { counted } from '../terminal.ts';
import { type CliContext, withApp } from '../with-app.ts';

/** The largest page that the contract gives. */
const PAGE = 2_000;

export function addPeopleCommand(program: Command): void {
  const people = program
    .command('people')
    .description('staff, who count in no number of visitors, and visitors who came together');
  withStudy(people.command('list', { isDefault: true }))
    .description('list who may be staff, who is, and the groups')
    .action((options: StudyOption) => withApp((context) => list(context, options)));
  addRole(people, 'staff', 'say that journeys are of staff');
  addRole(people, 'visitor', 'say that journeys are of visitors, so that they are not proposed as staff');
  addRole(people, 'forget', 'take back what was said of journeys');
  addGroup(people, 'together', 'say that visitors belong together');
  addGroup(people, 'apart', 'say that visitors do not belong together');
}

function addRole(people: Command, name: 'staff' | 'visitor' | 'forget', description: string): void {
  withStudy(people.command(name))
    .description(description)
    .argument('<journeys...>', 'their labels, such as V0012')
    .action((labels: string[], options: StudyOption) =>
      withApp(async (context) => {
        await openStudy(context.app, options.study);
        const trackletIds = journeysNamed(context, labels).flat();
        const role = name === 'forget' ? null : name;
        const { journeyCount } = context.app.services.people.setRole({ trackletIds, role });
        context.terminal.tell(`Said so of ${counted(journeyCount, 'journey')}.`);
      }),
    );
}

function addGroup(people: Command, name: 'together' | 'apart', description: string): void {
  withStudy(people.command(name))
    .description(description)
    .argument('<journeys...>', 'their labels, two or more')
    .action((labels: string[], options: StudyOption) =>
      withApp(async (context) => {
        if (labels.length < 2) throw usageError('One visitor is no group.', 'Name two or more journeys.');
        await openStudy(context.app, options.study);
        const trackletIds = journeysNamed(context, labels).map(([first]) => first!);
        const areTogether = name === 'together';
        const { journeyCount } = context.app.services.people.judgeGroup({ trackletIds, areTogether });
        context.terminal.tell(`Said so of ${counted(journeyCount, 'journey')}.`);
      }),
    );
}

async function list({ app, terminal, signal }: CliContext, { study }: StudyOption): Promise<void> {
  await openStudy(app, study);
  const { timeZone } = app.context.session().store;
  const found = await app.services.people.list(undefined, signal);
  const labels = (people: readonly Person[]): string => people.map(({ label }) => label).join(' ');
  for (const { people, startUtcMs, endUtcMs, presence, atOnce } of found.proposals) {
    const [from, to] = [startUtcMs, endUtcMs].map((utcMs) => localTime(utcMs, timeZone));
    terminal.print(
      `staff? ${counted(people.length, 'journey')}, ${from} – ${to}, there in ${Math.round(presence * 100)} % of it, ` +
        `up to ${atOnce} at once: ${labels(people)}`,
    );
  }
  if (found.staff.length > 0) terminal.print(`staff: ${labels(found.staff)}`);
  for (const { label, people, confidence, isConfirmed } of found.groups) {
    const sure = isConfirmed ? 'confirmed' : `${Math.round(confidence * 100)} %`;
    terminal.print(`${label} (${sure}): ${labels(people)}`);
  }
  terminal.tell(
    `${counted(found.visitorCount, 'journey')} of visitors, ${counted(found.groups.length, 'group')}, ` +
      `${found.aloneCount} alone; ${counted(found.staff.length, 'journey')} of staff left out.`,
  );
}

/** The tracklets of each journey. Errors: INVALID_INPUT, naming the label that does not exist. */
function journeysNamed({ app }: CliContext, labels: readonly string[]): number[][] {
  const trackletsOf = new Map<string, number[]>();
  for (let offset = 0; ; offset += PAGE) {
    const page = app.services.journeys.list({ minStops: 1, offset, limit: PAGE });
    for (const { label, stops } of page.journeys) {
      trackletsOf.set(
        label,
        stops.map(({ trackletId }) => trackletId),
      );
    }
    if (offset + PAGE >= page.total) break;
  }
  return labels.map((label) => {
    const trackletIds = trackletsOf.get(label);
    if (trackletIds) return trackletIds;
    throw usageError(`There is no journey “${label}”.`, 'See wandr people list, or journeys.csv.');
  });
}
