/** Of up to 4 bytes each, they stay below the 255 bytes of a file name. */
const MAX_LETTERS = 50;

/** `wandr-report-<study>-<date>.pdf`, with only letters and digits of any script, and dashes. */
export function reportFileName(studyName: string, date: string): string {
  const slug = studyName
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[^\p{Letter}\p{Mark}\p{Number}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '');
  const short = Array.from(slug).slice(0, MAX_LETTERS).join('');
  return `wandr-report-${short || 'study'}-${date}.pdf`;
}
