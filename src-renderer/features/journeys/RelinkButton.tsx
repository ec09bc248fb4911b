import { useMutation } from '@tanstack/react-query';
import { Waypoints } from 'lucide-react';
import { orpc } from '../../api/index.ts';
import { navigate } from '../../lib/router.ts';
import { Button, Tooltip, toast } from '../../ui/index.ts';

/** Links the study's tracklets again, for after cameras were placed or the scale was set. */
export function RelinkButton() {
  const link = useMutation(
    orpc.journeys.link.mutationOptions({
      onSuccess: () =>
        toast.success('Linking queued', {
          description: 'The journeys refresh when it is done.',
          action: { label: 'Show the jobs', onClick: () => navigate('analysis') },
        }),
      onError: toast.error,
    }),
  );
  return (
    <Tooltip content="Link again after cameras were placed or the scale was set" side="bottom">
      <Button icon={<Waypoints aria-hidden />} isBusy={link.isPending} onClick={() => link.mutate(undefined)}>
        Link again
      </Button>
    </Tooltip>
  );
}
