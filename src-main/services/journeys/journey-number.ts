/** A visitor's number, and how it is written. Linking numbers in order of first appearance. */
export function numbered(id: number): { id: number; label: string } {
  return { id, label: `V${String(id).padStart(4, '0')}` };
}
