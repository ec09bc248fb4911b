/** `wandr-report-<study>-<date>.pdf`, with only letters and digits of any script, and dashes. */
export function reportFileName(studyName: string, date: string): string {
  const slug = studyName
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[^\p{Letter}\p{Mark}\p{Number}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '')
    // 80 letters of up to 3 bytes stay below the 255 bytes of a file name.
    .slice(0, 60);
  return `wandr-report-${slug || 'study'}-${date}.pdf`;
}
