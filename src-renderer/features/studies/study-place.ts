/** A study that is about to be deleted. */
export interface StudyPlace {
  readonly path: string;
  readonly name: string;
  /** Null while it is not open and so not measured. */
  readonly sizeOnDiskBytes: number | null;
}
