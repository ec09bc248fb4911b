import { type Command, InvalidArgumentError } from 'commander';
import type { Decision, ReviewQuestion, Verdict } from '#shared/contract/review.ts';
import type { StepTaken } from '../../../services/review/review-service.ts';
import { localTime } from '../local-time.ts';
import { type StudyOption, withStudy } from '../options.ts';
import { openStudy } from '../study.ts';
import { counted, table } from '../terminal.ts';
import { type CliContext, withApp } from '../with-app.ts';

interface ListOptions extends StudyOption {
  readonly limit: number;
}

interface UndoOptions extends StudyOption {
  readonly decision?: number;
}

export function addReviewCommand(program: Command): void {
  const review = program.command('review').description('doubtful links: list them, judge them, take it back');
  withStudy(review.command('list'))
    .description('links that are worth a look, the most useful answer first')
    .option('--limit <count>', 'how many', wholeNumber, 20)
    .action(({ study, limit }: ListOptions) =>
      onStudy(study, ({ app, terminal }) => {
        const { total, questions } = app.services.review.queue({ limit });
        for (const line of questionTable(questions, zoneOf(app))) terminal.print(line);
        terminal.tell(`${counted(total, 'open question')}, ${questions.length} shown.`);
      }),
    );
  withStudy(review.command('decide'))
    .description('say that two tracklets show one visitor, or two')
    .argument('<verdict>', '“same” or “different”', verdict)
    .argument('<first>', 'a tracklet, as in “wandr review list”', wholeNumber)
    .argument('<second>', 'the other', wholeNumber)
    .action((said: Verdict, firstTrackletId: number, secondTrackletId: number, { study }: StudyOption) =>
      onStudy(study, (context) =>
        tell(
          context,
          'made',
          context.app.services.review.decide({
            verdict: said,
            pairs: [{ firstTrackletId, secondTrackletId }],
          }),
        ),
      ),
    );
  withStudy(review.command('undo'))
    .description('take back the last decision, or a named one')
    .option('--decision <number>', 'as in “wandr review decisions”', wholeNumber)
    .action(({ study, decision }: UndoOptions) =>
      onStudy(study, (context) =>
        tell(context, 'undone', context.app.services.review.undo({ stepId: decision })),
      ),
    );
  withStudy(review.command('redo'))
    .description('make the decision that was undone last again')
    .action(({ study }: StudyOption) =>
      onStudy(study, (context) => tell(context, 'made again', context.app.services.review.redo())),
    );
  withStudy(review.command('decisions'))
    .description('all decisions, newest first, with what became of them')
    .action(({ study }: StudyOption) =>
      onStudy(study, ({ app, terminal }) => {
        const { total, decisions } = app.services.review.decisions({ offset: 0, limit: 500 });
        for (const line of decisionTable(decisions, zoneOf(app))) terminal.print(line);
        terminal.tell(`${counted(total, 'decision')}.`);
      }),
    );
}

function onStudy(study: string, work: (context: CliContext) => void): Promise<void> {
  return withApp(async (context) => {
    await openStudy(context.app, study);
    work(context);
  });
}

function tell({ terminal }: CliContext, what: string, { stepId, changedJourneyIds, state }: StepTaken): void {
  terminal.print(
    `Decision ${stepId} ${what}; ${counted(changedJourneyIds.length, 'journey')} changed, ` +
      `${counted(state.openQuestions, 'question')} left.`,
  );
}

function zoneOf(app: CliContext['app']): string {
  return app.context.session().store.timeZone;
}

function questionTable(questions: readonly ReviewQuestion[], zone: string): string[] {
  if (questions.length === 0) return [];
  const rows = questions.map((row) => [
    String(row.fromTrackletId),
    String(row.toTrackletId),
    `${Math.round(row.confidence * 100)} %`,
    row.isLinked ? 'linked' : '',
    `${row.fromCameraName} ${timeOf(row.exitUtcMs, zone)} → ${row.toCameraName} ${timeOf(row.enterUtcMs, zone)}`,
  ]);
  return table([['first', 'second', 'one visitor', 'now', 'leaves → enters'], ...rows]);
}

function decisionTable(decisions: readonly Decision[], zone: string): string[] {
  if (decisions.length === 0) return [];
  const seen = ({ cameraName, startUtcMs }: Decision['first']) => `${cameraName} ${timeOf(startUtcMs, zone)}`;
  const rows = decisions.map((row) => [
    String(row.stepId),
    row.verdict,
    row.state,
    localTime(row.takenUtcMs, zone),
    `${seen(row.first)} / ${seen(row.second)}`,
  ]);
  return table([['decision', 'verdict', 'state', 'made', 'about'], ...rows]);
}

function timeOf(utcMs: number, zone: string): string {
  return localTime(utcMs, zone).slice(11);
}

function verdict(text: string): Verdict {
  if (text !== 'same' && text !== 'different') throw new InvalidArgumentError('Say same or different.');
  return text;
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new InvalidArgumentError('Give a whole number.');
  return value;
}
