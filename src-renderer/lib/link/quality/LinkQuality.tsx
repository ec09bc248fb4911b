import { useQuery } from '@tanstack/react-query';
import { Gauge } from 'lucide-react';
import { useState } from 'react';
import { orpc } from '../../../api/index.ts';
import { Button, Dialog, ErrorNotice, Spinner } from '../../../ui/index.ts';
import { ClockSection } from './ClockSection.tsx';
import { ReliabilitySection } from './ReliabilitySection.tsx';
import { SharedViewSection } from './SharedViewSection.tsx';

/** Opens what linking found out about itself: for the views in which links are judged. */
export function LinkQuality() {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button icon={<Gauge aria-hidden />} onClick={() => setIsOpen(true)}>
        Link quality
      </Button>
      <Dialog
        isOpen={isOpen}
        onOpenChange={setIsOpen}
        size="lg"
        title="Link quality"
        description="What the last linking found out besides the journeys, without anybody telling it who is who."
      >
        <Findings />
      </Dialog>
    </>
  );
}

function Findings() {
  const report = useQuery(orpc.journeys.linkReport.queryOptions());
  const plan = useQuery(orpc.plan.get.queryOptions());
  const error = report.error ?? plan.error;
  if (error) return <ErrorNotice error={error} className="mb-4" />;
  if (report.data === undefined || plan.data === undefined)
    return <Spinner label="Loading…" className="mb-4" />;
  if (report.data === null) {
    return (
      <p className="pb-4 text-ink-2">The study is not linked yet. Linking follows the analysis by itself.</p>
    );
  }
  const { reliability, clocks, sharedViews } = report.data;
  const { cameras } = plan.data;
  return (
    <div className="flex flex-col gap-6 pb-4">
      <ReliabilitySection reliability={reliability} />
      <ClockSection clocks={clocks} cameras={cameras} />
      <SharedViewSection sharedViews={sharedViews} cameras={cameras} />
    </div>
  );
}
