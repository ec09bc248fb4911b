// @vitest-environment jsdom
import { configure, fireEvent, screen } from '@testing-library/react';
import { useState } from 'react';
import { expect, it, vi } from 'vitest';
import type { SearchArea } from '#shared/contract/search.ts';
import { connectFakeHost } from '../../../../api/fake-host.test-support.ts';
import { isolateViewTests, showView } from '../../../../lib/view-test.test-support.tsx';
import { AreaFilter } from './AreaFilter.tsx';
import { firstCorners } from './corners.ts';

// A busy machine takes longer than the second that is usual.
configure({ asyncUtilTimeout: 10_000 });
isolateViewTests();

const cameras = [
  { id: 1, name: 'Atrium' },
  { id: 2, name: 'Landing' },
];

function Filter({ onChange }: { onChange(area: SearchArea | undefined): void }) {
  const [area, setArea] = useState<SearchArea>();
  return (
    <AreaFilter
      cameras={cameras}
      area={area}
      cameraId={2}
      onChange={(next) => {
        onChange(next);
        setArea(next);
      }}
    />
  );
}

const host = () => connectFakeHost({ 'library.recordings': () => [] });

// By label and text: looking elements up by role takes jsdom seconds on a busy machine.
const open = () => fireEvent.click(screen.getByText('Mark a part…'));
const corner = (number: number) => screen.getByLabelText(new RegExp(`^Corner ${number}:`));

it('marks a part with keys alone', async () => {
  using _host = await host();
  const onChange = vi.fn((_area: SearchArea | undefined) => {});
  showView(<Filter onChange={onChange} />);
  open();
  fireEvent.keyDown(corner(1), { key: 'ArrowLeft' });
  fireEvent.keyDown(corner(1), { key: 'ArrowUp' });
  expect(corner(1).getAttribute('aria-label')).toBe('Corner 1: 29 % from the left, 54 % from the top');
  fireEvent.click(screen.getByLabelText('Add a corner after corner 1'));
  expect(screen.getAllByLabelText(/^Corner /)).toHaveLength(5);
  fireEvent.keyDown(corner(2), { key: 'Delete' });
  fireEvent.click(screen.getByText('Search there'));
  const [area] = onChange.mock.lastCall!;
  expect(area!.cameraId).toBe(2);
  expect(area!.corners.slice(1)).toEqual(firstCorners.slice(1));
  expect(area!.corners[0]!.x).toBeCloseTo(0.29);
});

it('shows what is marked, and clears it', async () => {
  using _host = await host();
  const onChange = vi.fn((_area: SearchArea | undefined) => {});
  showView(<Filter onChange={onChange} />);
  open();
  fireEvent.click(screen.getByText('Search there'));
  await screen.findByLabelText('Change the part of Landing');
  fireEvent.click(screen.getByLabelText('Search the whole picture'));
  expect(onChange).toHaveBeenLastCalledWith(undefined);
  screen.getByText('Mark a part…');
});

it('changes nothing when it is cancelled', async () => {
  using _host = await host();
  const onChange = vi.fn();
  showView(<Filter onChange={onChange} />);
  open();
  fireEvent.keyDown(corner(1), { key: 'ArrowLeft' });
  fireEvent.click(screen.getByText('Cancel'));
  expect(onChange).not.toHaveBeenCalled();
});
