import { linkingConfig } from '../../core/linking/config.ts';
import { type GapReason, linksOf, type ReportModel } from '../report-model.ts';
import { countText, durationText, numberText, percentText } from './wording.ts';

/** What the numbers of a report can and cannot say, in words for people who were not there. */
export function limitsOf(report: ReportModel): { readonly title: string; readonly text: string }[] {
  return [
    { title: 'Observed', text: observedText(report) },
    { title: 'Not observed', text: notObservedText(report) },
    { title: 'How journeys were made', text: linkText(report) },
    { title: 'Who is counted', text: countedText(report) },
  ];
}

const UNJOINED = ' Linking has not run, so whom the border of a file parts is counted on both sides of it.';

function observedText({ cameras, sources, models, linking }: ReportModel): string {
  const observedMs = cameras.reduce((sum, camera) => sum + camera.observedMs, 0);
  const used = models
    .map((model) => `${model.name} (${model.sha256.slice(0, 12)}, ${model.provider})`)
    .join(', ');
  return (
    `${countText(sources.accepted, 'recording')} with ${durationText(observedMs)} of analysed footage. ${heldTwiceText(cameras)}` +
    'A person is counted once per camera and visit; people who were hidden, far away or in the dark may be missing, ' +
    `and one person may be counted twice after a long occlusion.${linking ? '' : UNJOINED}${used ? ` Models: ${used}.` : ''}`
  );
}

function heldTwiceText(cameras: ReportModel['cameras']): string {
  const heldTwiceMs = cameras.reduce((sum, camera) => sum + camera.heldTwiceMs, 0);
  // Files that a recorder cuts overlap by a few frames.
  if (heldTwiceMs < 1_000) return '';
  return `${durationText(heldTwiceMs)} of it is in more than one file of a camera, and is counted once. `;
}

function notObservedText({ cameras, sources }: ReportModel): string {
  const lostMs = (reason: GapReason): number =>
    cameras
      .flatMap((camera) => camera.gaps)
      .reduce((sum, gap) => sum + (gap.reason === reason ? gap.endUtcMs - gap.startUtcMs : 0), 0);
  const parts = (['no recording', 'not decodable', 'not analysed'] as const)
    .filter((reason) => lostMs(reason) > 0)
    .map((reason) => `${durationText(lostMs(reason))} ${reason}`);
  const gaps =
    parts.length === 0
      ? 'No gap between the first and the last recorded moment of any camera.'
      : `Between the first and the last recorded moment of the cameras: ${parts.join(', ')}. These times are left out of every number; they do not mean that nobody came.`;
  const left: string[] = [];
  if (sources.unreadable.length > 0)
    left.push(`${countText(sources.unreadable.length, 'file')} could not be read`);
  if (sources.duplicate > 0) left.push(`${countText(sources.duplicate, 'duplicate')} left out`);
  if (sources.subStream > 0)
    left.push(`${countText(sources.subStream, 'smaller copy', 'smaller copies')} of a main stream left out`);
  if (sources.excluded > 0) left.push(`${countText(sources.excluded, 'recording')} excluded by the operator`);
  if (sources.proposed > 0) left.push(`${countText(sources.proposed, 'recording')} not accepted yet`);
  return left.length === 0 ? gaps : `${gaps} Of the imported files, ${left.join(', ')}.`;
}

function countedText({ journeys, groups }: ReportModel): string {
  const staff = journeys.filter(({ role }) => role === 'staff').length;
  const visitors = journeys.length - staff;
  const grouped = groups.reduce((sum, { members }) => sum + members.length, 0);
  const staffText =
    staff === 0
      ? 'Nobody was marked as staff, so staff, where there are any, are counted as visitors. '
      : `${countText(staff, 'journey')} of people whom the operator marked as staff are left out of the counts of visitors and of footfall. `;
  return (
    `${staffText}Of ${countText(visitors, 'journey')} of visitors, ${numberText(grouped)} move in ${countText(groups.length, 'group')} ` +
    `of two or more, which makes ${countText(visitors - grouped + groups.length, 'journey or group', 'journeys or groups')}; groups are found by entering and leaving views together, and are missed where journeys are broken.`
  );
}

function linkText({ journeys, linking }: ReportModel): string {
  const links = linksOf({ journeys });
  const confirmed = links.filter((link) => link.grade === 'confirmed').length;
  const { confirmedPosterior, confirmedMargin, minPosterior } = linkingConfig;
  return (
    'Visitors are followed by their outfit and by walking times, not by their face, and a visitor number means nothing outside this study. ' +
    `A link is a probability. Of ${countText(links.length, 'link')}, ${confirmed} are confirmed-grade ` +
    `(at least ${percentText(confirmedPosterior)} likely, and ${percentText(confirmedMargin)} ahead of the next candidate); ` +
    `the others are tentative (at least ${percentText(minPosterior)}). Below that no link is made, so one visitor may appear as several journeys${linking?.visitors ? '; the number of visitors on this page is estimated from all candidates, made or not, leaves out staff and people who were nowhere seen well, and is as of the last linking' : ''}.${selfCheckText(linking)}`
  );
}

/** More would not fit on the first page; the application lists them all. */
const NAMED_CLOCKS = 3;

function selfCheckText(linking: ReportModel['linking']): string {
  const parts: string[] = [];
  if (linking?.calibration) {
    const { error, pairCount } = linking.calibration;
    parts.push(
      ` On ${countText(pairCount, 'pair')} of pictures that are certainly one person or two, what outfits stated was off by ` +
        `${(error * 100).toFixed(1)} percentage points on average.`,
    );
  }
  if (linking && linking.clocks.length > 0) {
    const more = linking.clocks.length - NAMED_CLOCKS;
    const clocks = linking.clocks
      .slice(0, NAMED_CLOCKS)
      .map(
        ({ cameraName, aheadMs }) =>
          `${cameraName} ${(Math.abs(aheadMs) / 1000).toFixed(1)} s ${aheadMs > 0 ? 'ahead' : 'behind'}`,
      );
    parts.push(
      ` Clocks that seem off: ${clocks.join(', ')}${more > 0 ? ` and ${more} more` : ''}; links and durations allow for it, the times shown here do not.`,
    );
  }
  return parts.join('');
}
