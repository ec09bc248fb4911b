/** What was said about people, in the words of the toast that offers to undo it. */
import { formatPlural } from '../../lib/format.ts';

export interface ToastWords {
  readonly title: string;
  readonly description: string;
}

export function roleWords(role: 'staff' | 'visitor' | null, journeys: number): ToastWords {
  const count = formatPlural(journeys, 'journey');
  switch (role) {
    case 'staff':
      return { title: 'Staff', description: `${count} left out of the counts of visitors.` };
    case 'visitor':
      return {
        title: journeys === 1 ? 'A visitor' : 'Visitors',
        description: `${count} not proposed as staff any more.`,
      };
    case null:
      return { title: 'Taken back', description: `${count} counted as visitors again.` };
  }
}

export function groupWords(areTogether: boolean, visitors: number): ToastWords {
  const count = formatPlural(visitors, 'visitor');
  return areTogether
    ? { title: 'Together', description: `${count} counted as one party.` }
    : { title: 'Not together', description: `${count} not counted as one party any more.` };
}
