/** The CSV files of a report. Their columns are described in `docs/guide/csv.md`. */
import { stringify } from 'csv-stringify/sync';
import type { Outfit } from '#shared/contract/analysis.ts';
import { type ReportTable, reportTables } from '#shared/report-tables.ts';
import { stopPosition } from '../../core/spatial/stop-position.ts';
import { isAtOnce, presencesOf, type ReportJourney, type ReportModel, visitorsOf } from '../report-model.ts';
import { colourCells, localCell, ratioCell, secondsCell, signedCell, typeCells, utcCell } from './cells.ts';

export interface CsvTable {
  readonly fileName: string;
  /** One sentence on what is in it. */
  readonly description: string;
  readonly columns: readonly string[];
  rows(report: ReportModel): readonly (readonly (string | number)[])[];
}

const garmentColumns = [
  ...['top_colour', 'top_hex', 'bottom_colour', 'bottom_hex', 'shoes_colour', 'shoes_hex'],
  ...['top_type', 'top_type_confidence', 'bottom_type', 'bottom_type_confidence'],
];

function garmentCells({ top, bottom, shoes }: Outfit): string[] {
  return [...[top, bottom, shoes].flatMap(colourCells), ...[top, bottom].flatMap(typeCells)];
}

function camerasCell(journey: ReportJourney): string {
  return presencesOf(journey).reduce((text, stop, index) => {
    const between = index === 0 ? '' : isAtOnce(stop) ? ' + ' : ' > ';
    return `${text}${between}${stop.tracklet.cameraName}`;
  }, '');
}

const journeys: CsvTable = {
  fileName: 'journeys.csv',
  description: 'One row per visitor journey: when, how long, which cameras, how sure.',
  columns: [
    ...['journey', 'start_utc', 'start_local', 'end_utc', 'end_local', 'duration_s', 'in_view_s'],
    ...['stops', 'cameras'],
    ...['confidence', 'role', 'group', ...garmentColumns],
  ],
  rows: ({ journeys: found, study }) =>
    found.map((journey) => [
      journey.label,
      utcCell(journey.startUtcMs),
      localCell(journey.startUtcMs, study.timeZone),
      utcCell(journey.endUtcMs),
      localCell(journey.endUtcMs, study.timeZone),
      secondsCell(journey.durationMs),
      secondsCell(journey.inViewMs),
      journey.stops.length,
      camerasCell(journey),
      ratioCell(journey.confidence),
      journey.role,
      journey.groupLabel ?? '',
      ...garmentCells(journey.outfit),
    ]),
};

const stops: CsvTable = {
  fileName: 'stops.csv',
  description: 'One row per stop of a journey, with the link from the stop before and its evidence.',
  columns: [
    ...[
      'journey',
      'stop',
      'tracklet',
      'camera',
      'enter_utc',
      'enter_local',
      'exit_utc',
      'exit_local',
      'stay_s',
      'gap_s',
    ],
    ...[
      'floor',
      'x_m',
      'y_m',
      'link_confidence',
      'link_grade',
      'appearance_llr',
      'transit_llr',
      'colour_llr',
    ],
  ],
  rows: ({ journeys: found, cameras, floors, study }) => {
    const cameraOfId = new Map(cameras.map((camera) => [camera.id, camera]));
    const floorOfId = new Map(floors.map((floor) => [floor.id, floor.name]));
    return found.flatMap((journey) =>
      journey.stops.map(({ ordinal, tracklet, arrival, link }) => {
        const camera = cameraOfId.get(tracklet.cameraId);
        const posM = camera ? stopPosition(camera) : null;
        return [
          journey.label,
          ordinal + 1,
          tracklet.label,
          tracklet.cameraName,
          utcCell(tracklet.startUtcMs),
          localCell(tracklet.startUtcMs, study.timeZone),
          utcCell(tracklet.endUtcMs),
          localCell(tracklet.endUtcMs, study.timeZone),
          secondsCell(tracklet.endUtcMs - tracklet.startUtcMs),
          arrival ? signedCell(arrival.gapMs / 1000, 3) : '',
          (posM && camera?.floorId && floorOfId.get(camera.floorId)) ?? '',
          posM ? signedCell(posM.x, 2) : '',
          posM ? signedCell(posM.y, 2) : '',
          link ? ratioCell(link.confidence) : '',
          link ? link.grade : '',
          link ? signedCell(link.appearanceLlr, 4) : '',
          link ? signedCell(link.transitLlr, 4) : '',
          link ? signedCell(link.colourLlr, 4) : '',
        ];
      }),
    );
  },
};

const tracklets: CsvTable = {
  fileName: 'tracklets.csv',
  description: 'One row per person seen by one camera without a break.',
  columns: [
    ...[
      'tracklet',
      'camera',
      'source_file',
      'start_utc',
      'start_local',
      'end_utc',
      'end_local',
      'duration_s',
    ],
    ...['boxes', 'mean_score', 'journey', 'continues', ...garmentColumns],
  ],
  rows: ({ tracklets: found, study }) => {
    const labelOf = new Map(found.map(({ id, label }) => [id, label]));
    return found.map((tracklet) => [
      tracklet.label,
      tracklet.cameraName,
      tracklet.sourceFile,
      utcCell(tracklet.startUtcMs),
      localCell(tracklet.startUtcMs, study.timeZone),
      utcCell(tracklet.endUtcMs),
      localCell(tracklet.endUtcMs, study.timeZone),
      secondsCell(tracklet.endUtcMs - tracklet.startUtcMs),
      tracklet.boxCount,
      ratioCell(tracklet.meanScore),
      tracklet.journeyLabel ?? '',
      (tracklet.continuedId !== null && labelOf.get(tracklet.continuedId)) || '',
      ...garmentCells(tracklet.outfit),
    ]);
  },
};

const coverage: CsvTable = {
  fileName: 'coverage.csv',
  description: 'What each camera observed and what it did not, with the reason.',
  columns: ['camera', 'state', 'reason', 'start_utc', 'start_local', 'end_utc', 'end_local', 'duration_s'],
  rows: ({ cameras, study }) =>
    cameras.flatMap((camera) =>
      [
        ...camera.observed.map((span) => ({ ...span, state: 'observed', reason: '' })),
        ...camera.gaps.map((span) => ({ ...span, state: 'not observed' })),
      ]
        .sort((a, b) => a.startUtcMs - b.startUtcMs || a.endUtcMs - b.endUtcMs)
        .map(({ startUtcMs, endUtcMs, state, reason }) => [
          camera.name,
          state,
          reason,
          utcCell(startUtcMs),
          localCell(startUtcMs, study.timeZone),
          utcCell(endUtcMs),
          localCell(endUtcMs, study.timeZone),
          secondsCell(endUtcMs - startUtcMs),
        ]),
    ),
};

const groups: CsvTable = {
  fileName: 'groups.csv',
  description: 'One row per group of visitors who move together: who, when, how sure.',
  columns: [
    ...['group', 'size', 'journeys', 'start_utc', 'start_local', 'end_utc', 'end_local'],
    ...['shared_stops', 'confidence'],
  ],
  rows: ({ groups: found, study }) =>
    found.map((group) => [
      group.label,
      group.members.length,
      group.members.join(' + '),
      utcCell(group.startUtcMs),
      localCell(group.startUtcMs, study.timeZone),
      utcCell(group.endUtcMs),
      localCell(group.endUtcMs, study.timeZone),
      group.sharedStops,
      ratioCell(group.confidence),
    ]),
};

const visitors: CsvTable = {
  fileName: 'visitors.csv',
  description: 'How many visitors there were, estimated: whoever has several journeys counts once.',
  columns: ['expected', 'from', 'to', 'interval', 'journeys'],
  rows: (report) => {
    const estimate = report.linking?.visitors;
    if (!estimate) return [];
    const { expected, from, to } = estimate;
    return [[expected.toFixed(1), from.toFixed(1), to.toFixed(1), '0.9', visitorsOf(report).length]];
  },
};

const tableOf: Record<ReportTable, CsvTable> = { journeys, stops, tracklets, coverage, groups, visitors };

export const csvTables: readonly CsvTable[] = reportTables.map((name) => tableOf[name]);

/**
 * RFC 4180 with CRLF and a byte order mark, without which Excel reads UTF-8 as Windows-1252. Cells that a
 * spreadsheet would run as a formula are escaped: a camera's name comes from a folder that anybody made.
 */
export function renderCsv(table: CsvTable, report: ReportModel): string {
  return stringify([table.columns.slice(), ...table.rows(report).map((row) => [...row])], {
    bom: true,
    record_delimiter: 'windows',
    escape_formulas: true,
  });
}
