import type { Reliability } from '#shared/contract/journeys.ts';
import { errorMeaning, errorText, fewPairsText, pairsText } from './quality-words.ts';
import { ReliabilityDiagram } from './ReliabilityDiagram.tsx';
import { ReliabilityTable } from './ReliabilityTable.tsx';

/** Whether what outfits say can be taken at its word. */
export function ReliabilitySection({ reliability }: { reliability: Reliability | null }) {
  return (
    <section aria-labelledby="reliability">
      <h3 id="reliability" className="mb-2 font-semibold">
        Are outfits as alike as stated?
      </h3>
      {reliability === null ? (
        <p className="text-ink-2">
          Not known: no pair of pictures here is certainly one person, or none is certainly two. Answers in
          Review give some; link again afterwards.
        </p>
      ) : (
        <Measured reliability={reliability} />
      )}
    </section>
  );
}

function Measured({ reliability }: { reliability: Reliability }) {
  const warning = fewPairsText(reliability);
  return (
    <div className="grid grid-cols-[minmax(0,18rem)_minmax(0,1fr)] items-start gap-6 max-md:grid-cols-1">
      <ReliabilityDiagram reliability={reliability} />
      <div className="flex flex-col gap-3 text-xs text-ink-2" data-selectable>
        <div>
          <p className="text-ink-3">Expected calibration error</p>
          <p className="text-2xl font-semibold tracking-tight text-ink tabular-nums">
            {errorText(reliability)}
          </p>
          <p>{errorMeaning(reliability)}</p>
        </div>
        {warning !== null && (
          <p role="note" className="rounded-md bg-warning-soft px-2.5 py-1.5 text-warning-ink">
            {warning}
          </p>
        )}
        <p>
          A dot on the dashed line is honest; below it, outfits were surer than right. Larger dots weigh more.
        </p>
        <p>{pairsText(reliability)}</p>
        <p>
          Outfits and garment colours alone are judged, not walking times; and how many links are right, only
          somebody who looks at them can tell.
        </p>
        <ReliabilityTable bins={reliability.bins} />
      </div>
    </div>
  );
}
