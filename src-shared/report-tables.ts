/** The CSV tables of a report, in the order in which they are written and named. */
export const reportTables = ['journeys', 'stops', 'tracklets', 'coverage', 'groups', 'visitors'] as const;
export type ReportTable = (typeof reportTables)[number];
